package ai.pmoves.dox.jooq;

import static ai.pmoves.dox.jooq.tables.Tables.FACTS;

import ai.pmoves.dox.domain.Artifact;
import ai.pmoves.dox.domain.Fact;
import ai.pmoves.dox.domain.Id;
import ai.pmoves.dox.ports.store.FactRepository;
import ai.pmoves.dox.ports.store.Page;
import ai.pmoves.dox.ports.store.PageRequest;
import java.util.List;
import java.util.Optional;
import org.jooq.Record;

final class JooqFactRepository implements FactRepository {
    private final RowMapping<Fact> rows;

    JooqFactRepository(JooqSession session) {
        this.rows = new RowMapping<>(session, FACTS, JooqFactRepository::read)
                .idColumn(FACTS.ID, Fact::id)
                .idColumn(FACTS.ARTIFACT_ID, Fact::artifactId)
                .column(FACTS.REPORT_WEEK, Fact::reportWeek)
                .column(FACTS.ENTITY, Fact::entity)
                .column(FACTS.METRICS, Fact::metrics)
                .idColumn(FACTS.EVIDENCE_ID, Fact::evidenceId);
    }

    private static Fact read(Record row) {
        var evidenceId = row.get(FACTS.EVIDENCE_ID);
        return new Fact(
                Id.of(row.get(FACTS.ID)),
                Id.of(row.get(FACTS.ARTIFACT_ID)),
                row.get(FACTS.REPORT_WEEK),
                row.get(FACTS.ENTITY),
                row.get(FACTS.METRICS),
                evidenceId == null || evidenceId.isEmpty() ? null : Id.of(evidenceId));
    }

    @Override
    public void addAll(List<Fact> facts) {
        rows.insertAll(facts);
    }

    @Override
    public Page<Fact> list(Optional<String> reportWeek, Optional<Id<Artifact>> artifactId, PageRequest page) {
        var ofArtifact = Filters.equalId(FACTS.ARTIFACT_ID, artifactId);
        return rows.page(Filters.equal(FACTS.REPORT_WEEK, reportWeek).and(ofArtifact), page);
    }
}
