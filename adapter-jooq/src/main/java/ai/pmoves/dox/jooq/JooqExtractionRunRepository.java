package ai.pmoves.dox.jooq;

import static ai.pmoves.dox.jooq.tables.Tables.EXTRACTION_RUNS;

import ai.pmoves.dox.domain.ExtractionRun;
import ai.pmoves.dox.domain.Id;
import ai.pmoves.dox.domain.tagging.ExtractionTotals;
import ai.pmoves.dox.ports.store.ExtractionFilter;
import ai.pmoves.dox.ports.store.ExtractionRunRepository;
import ai.pmoves.dox.ports.store.Page;
import ai.pmoves.dox.ports.store.PageRequest;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jooq.Condition;
import org.jooq.Record;
import org.jooq.impl.DSL;

final class JooqExtractionRunRepository implements ExtractionRunRepository {
    private final JooqSession session;
    private final RowMapping<ExtractionRun> rows;

    JooqExtractionRunRepository(JooqSession session) {
        this.session = session;
        this.rows = new RowMapping<>(session, EXTRACTION_RUNS, JooqExtractionRunRepository::read)
                .idColumn(EXTRACTION_RUNS.ID, ExtractionRun::id)
                .idColumn(EXTRACTION_RUNS.DOCUMENT_ID, ExtractionRun::documentId)
                .idColumn(EXTRACTION_RUNS.PROMPT_ID, ExtractionRun::promptId)
                .column(EXTRACTION_RUNS.PROVIDER, ExtractionRun::provider)
                .column(EXTRACTION_RUNS.MODEL, ExtractionRun::model)
                .column(EXTRACTION_RUNS.FOUND, ExtractionRun::found)
                .column(EXTRACTION_RUNS.STORED, ExtractionRun::stored)
                .column(EXTRACTION_RUNS.OUTCOME, ExtractionRun::outcome)
                .column(EXTRACTION_RUNS.ERROR, ExtractionRun::error)
                .column(EXTRACTION_RUNS.LATENCY_MICROS, run -> run.latency().toNanos() / 1_000)
                .column(EXTRACTION_RUNS.DEVICE, ExtractionRun::device)
                .column(EXTRACTION_RUNS.CREATED_AT, ExtractionRun::createdAt);
    }

    private static ExtractionRun read(Record row) {
        var documentId = row.get(EXTRACTION_RUNS.DOCUMENT_ID);
        var promptId = row.get(EXTRACTION_RUNS.PROMPT_ID);
        return new ExtractionRun(
                Id.of(row.get(EXTRACTION_RUNS.ID)),
                documentId == null ? null : Id.of(documentId),
                promptId == null ? null : Id.of(promptId),
                row.get(EXTRACTION_RUNS.PROVIDER),
                row.get(EXTRACTION_RUNS.MODEL),
                row.get(EXTRACTION_RUNS.FOUND),
                row.get(EXTRACTION_RUNS.STORED),
                row.get(EXTRACTION_RUNS.OUTCOME),
                row.get(EXTRACTION_RUNS.ERROR),
                Duration.of(row.get(EXTRACTION_RUNS.LATENCY_MICROS), ChronoUnit.MICROS),
                row.get(EXTRACTION_RUNS.DEVICE),
                RowMapping.orEpoch(row.get(EXTRACTION_RUNS.CREATED_AT)));
    }

    @Override
    public void add(ExtractionRun run) {
        rows.insertAll(List.of(run));
    }

    @Override
    public Page<ExtractionRun> list(ExtractionFilter filter, PageRequest page) {
        return rows.page(condition(filter), page);
    }

    private static Condition condition(ExtractionFilter filter) {
        return Filters.equalId(EXTRACTION_RUNS.DOCUMENT_ID, filter.documentId())
                .and(Filters.equalId(EXTRACTION_RUNS.PROMPT_ID, filter.promptId()))
                .and(Filters.equal(EXTRACTION_RUNS.PROVIDER, filter.provider()))
                .and(Filters.equal(EXTRACTION_RUNS.MODEL, filter.model()));
    }

    @Override
    public List<ExtractionTotals> totals(ExtractionFilter filter) {
        return session.read(dsl -> dsl.select(
                        EXTRACTION_RUNS.PROMPT_ID,
                        EXTRACTION_RUNS.PROVIDER,
                        EXTRACTION_RUNS.MODEL,
                        DSL.count(),
                        DSL.count(DSL.when(EXTRACTION_RUNS.OUTCOME.eq(ExtractionRun.FALLBACK), 1)),
                        DSL.count(DSL.when(EXTRACTION_RUNS.OUTCOME.eq(ExtractionRun.ERROR), 1)),
                        DSL.sum(EXTRACTION_RUNS.FOUND),
                        DSL.sum(EXTRACTION_RUNS.STORED),
                        DSL.sum(EXTRACTION_RUNS.LATENCY_MICROS))
                .from(EXTRACTION_RUNS)
                .where(condition(filter))
                .groupBy(EXTRACTION_RUNS.PROMPT_ID, EXTRACTION_RUNS.PROVIDER, EXTRACTION_RUNS.MODEL)
                .orderBy(DSL.min(EXTRACTION_RUNS.SEQ), DSL.min(EXTRACTION_RUNS.ID))
                .fetch(row -> new ExtractionTotals(
                        row.value1() == null ? null : Id.of(row.value1()),
                        row.value2(),
                        row.value3(),
                        row.value4(),
                        row.value5(),
                        row.value6(),
                        row.value7().longValue(),
                        row.value8().longValue(),
                        row.value9().longValue())));
    }
}
