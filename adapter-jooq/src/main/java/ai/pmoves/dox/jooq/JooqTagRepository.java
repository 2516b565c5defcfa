package ai.pmoves.dox.jooq;

import static ai.pmoves.dox.jooq.tables.Tables.TAGS;

import ai.pmoves.dox.domain.Document;
import ai.pmoves.dox.domain.Id;
import ai.pmoves.dox.domain.Tag;
import ai.pmoves.dox.ports.store.Page;
import ai.pmoves.dox.ports.store.PageRequest;
import ai.pmoves.dox.ports.store.TagRepository;
import java.util.List;
import java.util.Optional;
import org.jooq.Record;

final class JooqTagRepository implements TagRepository {
    private final JooqSession session;
    private final RowMapping<Tag> rows;

    JooqTagRepository(JooqSession session) {
        this.session = session;
        this.rows = new RowMapping<>(session, TAGS, JooqTagRepository::read)
                .idColumn(TAGS.ID, Tag::id)
                .idColumn(TAGS.DOCUMENT_ID, Tag::documentId)
                .column(TAGS.TAG, Tag::tag)
                .column(TAGS.SCORE, Tag::score)
                .column(TAGS.SOURCE_PTR, Tag::sourcePtr)
                .column(TAGS.HRM_STEPS, Tag::hrmSteps)
                .column(TAGS.REVISION, tag -> 1L);
    }

    private static Tag read(Record row) {
        return new Tag(
                Id.of(row.get(TAGS.ID)),
                Id.of(row.get(TAGS.DOCUMENT_ID)),
                row.get(TAGS.TAG),
                row.get(TAGS.SCORE),
                row.get(TAGS.SOURCE_PTR),
                row.get(TAGS.HRM_STEPS),
                row.get(TAGS.REVISION));
    }

    @Override
    public void addAll(List<Tag> tags) {
        rows.insertAll(tags);
    }

    @Override
    public void remove(Id<Tag> id) {
        rows.delete(TAGS.ID.eq(id.value()));
    }

    @Override
    public Page<Tag> list(Optional<Id<Document>> documentId, Optional<String> contains, PageRequest page) {
        return rows.page(
                dsl -> Filters.equalId(TAGS.DOCUMENT_ID, documentId)
                        .and(Filters.containing(
                                contains, text -> session.dialect().containsIgnoreCase(dsl, TAGS.TAG, text))),
                page);
    }
}
