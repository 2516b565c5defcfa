package ai.pmoves.dox.jooq;

import static ai.pmoves.dox.jooq.tables.Tables.LOG_ENTRIES;

import ai.pmoves.dox.domain.Id;
import ai.pmoves.dox.domain.LogEntry;
import ai.pmoves.dox.ports.store.LogFilter;
import ai.pmoves.dox.ports.store.LogRepository;
import ai.pmoves.dox.ports.store.Page;
import ai.pmoves.dox.ports.store.PageRequest;
import java.util.List;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.impl.DSL;

final class JooqLogRepository implements LogRepository {
    private final JooqSession session;
    private final RowMapping<LogEntry> rows;

    JooqLogRepository(JooqSession session) {
        this.session = session;
        this.rows = new RowMapping<>(session, LOG_ENTRIES, JooqLogRepository::read)
                .idColumn(LOG_ENTRIES.ID, LogEntry::id)
                .idColumn(LOG_ENTRIES.DOCUMENT_ID, LogEntry::documentId)
                .column(LOG_ENTRIES.TS, LogEntry::ts)
                .column(LOG_ENTRIES.TS_AT, LogEntry::instant)
                .column(LOG_ENTRIES.LEVEL, LogEntry::level)
                .column(LOG_ENTRIES.CODE, LogEntry::code)
                .column(LOG_ENTRIES.COMPONENT, LogEntry::component)
                .column(LOG_ENTRIES.MESSAGE, LogEntry::message)
                .column(LOG_ENTRIES.ATTRS, LogEntry::attrs);
    }

    private static LogEntry read(Record row) {
        return new LogEntry(
                Id.of(row.get(LOG_ENTRIES.ID)),
                Id.of(row.get(LOG_ENTRIES.DOCUMENT_ID)),
                row.get(LOG_ENTRIES.TS),
                row.get(LOG_ENTRIES.TS_AT),
                row.get(LOG_ENTRIES.LEVEL),
                row.get(LOG_ENTRIES.CODE),
                row.get(LOG_ENTRIES.COMPONENT),
                row.get(LOG_ENTRIES.MESSAGE),
                row.get(LOG_ENTRIES.ATTRS));
    }

    @Override
    public void addAll(List<LogEntry> entries) {
        rows.insertAll(entries);
    }

    @Override
    public Page<LogEntry> list(LogFilter filter, PageRequest page) {
        return rows.page(dsl -> condition(dsl, filter), page);
    }

    private Condition condition(DSLContext dsl, LogFilter filter) {
        return Filters.equal(LOG_ENTRIES.LEVEL, filter.level())
                .and(Filters.containing(filter.code(), code -> session.dialect().equal(LOG_ENTRIES.CODE, code)))
                .and(Filters.containing(filter.messageContains(), text -> session.dialect()
                        .containsIgnoreCase(dsl, LOG_ENTRIES.MESSAGE, text)))
                .and(Filters.equalId(LOG_ENTRIES.DOCUMENT_ID, filter.documentId()))
                .and(times(dsl, filter));
    }

    private Condition times(DSLContext dsl, LogFilter filter) {
        return filter.from().isEmpty() && filter.to().isEmpty()
                ? DSL.noCondition()
                : session.dialect().within(dsl, LOG_ENTRIES.TS_AT, time -> Filters.from(time, filter.from())
                        .and(Filters.to(time, filter.to())));
    }
}
