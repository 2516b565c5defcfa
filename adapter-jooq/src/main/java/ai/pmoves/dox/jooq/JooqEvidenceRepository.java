package ai.pmoves.dox.jooq;

import static ai.pmoves.dox.jooq.tables.Tables.EVIDENCE;

import ai.pmoves.dox.domain.Artifact;
import ai.pmoves.dox.domain.Evidence;
import ai.pmoves.dox.domain.EvidenceData;
import ai.pmoves.dox.domain.Id;
import ai.pmoves.dox.domain.text.Text;
import ai.pmoves.dox.ports.store.EvidenceRepository;
import ai.pmoves.dox.ports.store.Page;
import ai.pmoves.dox.ports.store.PageRequest;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jooq.Record;
import org.jooq.impl.DSL;

final class JooqEvidenceRepository implements EvidenceRepository {
    private final JooqSession session;
    private final RowMapping<Evidence> rows;

    JooqEvidenceRepository(JooqSession session) {
        this.session = session;
        this.rows = new RowMapping<>(session, EVIDENCE, JooqEvidenceRepository::read)
                .idColumn(EVIDENCE.ID, Evidence::id)
                .idColumn(EVIDENCE.ARTIFACT_ID, Evidence::artifactId)
                .column(EVIDENCE.LOCATOR, Evidence::locator)
                .column(EVIDENCE.PREVIEW, Evidence::preview)
                .column(EVIDENCE.CONTENT_TYPE, Evidence::contentType)
                .column(EVIDENCE.COORDINATES, Evidence::coordinates)
                .column(EVIDENCE.FULL_DATA, Evidence::fullData);
    }

    private static Evidence read(Record row) {
        return new Evidence(
                Id.of(row.get(EVIDENCE.ID)),
                Id.of(row.get(EVIDENCE.ARTIFACT_ID)),
                row.get(EVIDENCE.LOCATOR),
                row.get(EVIDENCE.PREVIEW),
                row.get(EVIDENCE.COORDINATES),
                EvidenceData.of(row.get(EVIDENCE.CONTENT_TYPE), row.get(EVIDENCE.FULL_DATA)));
    }

    @Override
    public Optional<Evidence> find(Id<Evidence> id) {
        return rows.find(id);
    }

    @Override
    public void addAll(List<Evidence> evidence) {
        rows.insertAll(evidence);
    }

    @Override
    public Page<Evidence> listByArtifact(Id<Artifact> id, PageRequest page) {
        return rows.page(EVIDENCE.ARTIFACT_ID.eq(id.value()), page);
    }

    @Override
    public Page<Evidence> listByContentType(Set<String> lowerCaseTypes, PageRequest page) {
        var types = lowerCaseTypes.stream().filter(Text::canBeStored).toList();
        return rows.page(session.dialect().lowerCase(EVIDENCE.CONTENT_TYPE).in(types), page);
    }

    @Override
    public Map<Id<Artifact>, Map<String, Integer>> countByContentType(Collection<Id<Artifact>> ids) {
        var type = session.dialect().lowerCase(EVIDENCE.CONTENT_TYPE);
        var count = DSL.count();
        var counts = new HashMap<Id<Artifact>, Map<String, Integer>>();
        session.read(dsl -> dsl.select(EVIDENCE.ARTIFACT_ID, type, count)
                        .from(EVIDENCE)
                        .where(EVIDENCE.ARTIFACT_ID.in(
                                ids.stream().map(Id::value).toList()))
                        .and(EVIDENCE.CONTENT_TYPE.isNotNull())
                        .groupBy(EVIDENCE.ARTIFACT_ID, type)
                        .fetch())
                .forEach(row -> counts.computeIfAbsent(Id.of(row.value1()), id -> new HashMap<>())
                        .put(row.value2(), row.value3()));
        return counts;
    }
}
