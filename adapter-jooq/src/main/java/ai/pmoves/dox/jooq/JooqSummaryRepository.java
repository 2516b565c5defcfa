package ai.pmoves.dox.jooq;

import static ai.pmoves.dox.jooq.tables.Tables.SUMMARIES;

import ai.pmoves.dox.domain.Id;
import ai.pmoves.dox.domain.Summary;
import ai.pmoves.dox.ports.store.SummaryRepository;
import java.util.List;
import java.util.Optional;
import org.jooq.Record;

final class JooqSummaryRepository implements SummaryRepository {
    private final RowMapping<Summary> rows;

    JooqSummaryRepository(JooqSession session) {
        this.rows = new RowMapping<>(session, SUMMARIES, JooqSummaryRepository::read)
                .idColumn(SUMMARIES.ID, Summary::id)
                .column(SUMMARIES.SCOPE, Summary::scope)
                .column(SUMMARIES.SCOPE_KEY, Summary::scopeKey)
                .column(SUMMARIES.STYLE, Summary::style)
                .column(SUMMARIES.PROVIDER, Summary::provider)
                .column(SUMMARIES.PROMPT, Summary::prompt)
                .column(SUMMARIES.SUMMARY_TEXT, Summary::text)
                .column(SUMMARIES.ARTIFACT_IDS, Summary::artifactIds)
                .column(SUMMARIES.EVIDENCE_IDS, Summary::evidenceIds)
                .column(SUMMARIES.CREATED_AT, Summary::createdAt);
    }

    private static Summary read(Record row) {
        return new Summary(
                Id.of(row.get(SUMMARIES.ID)),
                row.get(SUMMARIES.SCOPE),
                row.get(SUMMARIES.SCOPE_KEY),
                row.get(SUMMARIES.STYLE),
                row.get(SUMMARIES.PROVIDER),
                row.get(SUMMARIES.PROMPT),
                row.get(SUMMARIES.SUMMARY_TEXT),
                row.get(SUMMARIES.ARTIFACT_IDS),
                row.get(SUMMARIES.EVIDENCE_IDS),
                RowMapping.orEpoch(row.get(SUMMARIES.CREATED_AT)));
    }

    @Override
    public void add(Summary summary) {
        rows.insertAll(List.of(summary));
    }

    @Override
    public Optional<Summary> findLatest(String scopeKey, String style) {
        return rows.findOne(
                Filters.equal(SUMMARIES.SCOPE_KEY, scopeKey).and(Filters.equal(SUMMARIES.STYLE, style)),
                SUMMARIES.CREATED_AT.desc(),
                SUMMARIES.SEQ.asc(),
                SUMMARIES.ID.asc());
    }

    @Override
    public List<Summary> list(Optional<String> scope, Optional<String> style) {
        var ofScope = Filters.equal(SUMMARIES.SCOPE, scope);
        var ofStyle = Filters.equal(SUMMARIES.STYLE, style);
        return rows.list(ofScope.and(ofStyle), SUMMARIES.CREATED_AT.desc(), SUMMARIES.SEQ.asc(), SUMMARIES.ID.asc());
    }
}
