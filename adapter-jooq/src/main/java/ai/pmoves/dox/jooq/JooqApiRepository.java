package ai.pmoves.dox.jooq;

import static ai.pmoves.dox.jooq.tables.Tables.API_ENDPOINTS;

import ai.pmoves.dox.domain.ApiEndpoint;
import ai.pmoves.dox.domain.Id;
import ai.pmoves.dox.ports.store.ApiFilter;
import ai.pmoves.dox.ports.store.ApiRepository;
import ai.pmoves.dox.ports.store.Page;
import ai.pmoves.dox.ports.store.PageRequest;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Record;

final class JooqApiRepository implements ApiRepository {
    private final JooqSession session;
    private final RowMapping<ApiEndpoint> rows;

    JooqApiRepository(JooqSession session) {
        this.session = session;
        this.rows = new RowMapping<>(session, API_ENDPOINTS, JooqApiRepository::read)
                .idColumn(API_ENDPOINTS.ID, ApiEndpoint::id)
                .idColumn(API_ENDPOINTS.DOCUMENT_ID, ApiEndpoint::documentId)
                .column(API_ENDPOINTS.NAME, ApiEndpoint::name)
                .column(API_ENDPOINTS.METHOD, ApiEndpoint::method)
                .column(API_ENDPOINTS.PATH, ApiEndpoint::path)
                .column(API_ENDPOINTS.SUMMARY, ApiEndpoint::summary)
                .column(API_ENDPOINTS.TAGS, ApiEndpoint::tags)
                .column(API_ENDPOINTS.PARAMETERS, ApiEndpoint::parameters)
                .column(API_ENDPOINTS.RESPONSES, ApiEndpoint::responses);
    }

    private static ApiEndpoint read(Record row) {
        return new ApiEndpoint(
                Id.of(row.get(API_ENDPOINTS.ID)),
                Id.of(row.get(API_ENDPOINTS.DOCUMENT_ID)),
                row.get(API_ENDPOINTS.NAME),
                row.get(API_ENDPOINTS.METHOD),
                row.get(API_ENDPOINTS.PATH),
                row.get(API_ENDPOINTS.SUMMARY),
                row.get(API_ENDPOINTS.TAGS),
                row.get(API_ENDPOINTS.PARAMETERS),
                row.get(API_ENDPOINTS.RESPONSES));
    }

    @Override
    public Optional<ApiEndpoint> find(Id<ApiEndpoint> id) {
        return rows.find(id);
    }

    @Override
    public void addAll(List<ApiEndpoint> endpoints) {
        rows.insertAll(endpoints);
    }

    @Override
    public Page<ApiEndpoint> list(ApiFilter filter, PageRequest page) {
        return rows.page(dsl -> condition(dsl, filter), page);
    }

    private Condition condition(DSLContext dsl, ApiFilter filter) {
        return Filters.equal(API_ENDPOINTS.METHOD, filter.method().map(method -> method.toUpperCase(Locale.ROOT)))
                .and(Filters.containing(filter.tag(), tag -> session.dialect().hasTag(dsl, tag)))
                .and(Filters.containing(
                        filter.pathContains(), text -> session.dialect().contains(dsl, API_ENDPOINTS.PATH, text)))
                .and(Filters.equalId(API_ENDPOINTS.DOCUMENT_ID, filter.documentId()));
    }
}
