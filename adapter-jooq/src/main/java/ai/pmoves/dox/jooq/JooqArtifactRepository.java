package ai.pmoves.dox.jooq;

import static ai.pmoves.dox.jooq.tables.Tables.ARTIFACTS;

import ai.pmoves.dox.domain.Artifact;
import ai.pmoves.dox.domain.ArtifactStatus;
import ai.pmoves.dox.domain.Document;
import ai.pmoves.dox.domain.Id;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.ports.store.ArtifactRepository;
import ai.pmoves.dox.ports.store.Page;
import ai.pmoves.dox.ports.store.PageRequest;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jooq.Record;
import org.jooq.impl.DSL;

final class JooqArtifactRepository implements ArtifactRepository {
    private final JooqSession session;
    private final JooqDocumentRepository documents;
    private final RowMapping<Artifact> rows;

    JooqArtifactRepository(JooqSession session, JooqDocumentRepository documents) {
        this.session = session;
        this.documents = documents;
        this.rows = new RowMapping<>(session, ARTIFACTS, JooqArtifactRepository::read)
                .idColumn(ARTIFACTS.ID, Artifact::id)
                .column(ARTIFACTS.FILENAME, Artifact::filename)
                .column(ARTIFACTS.FILEPATH, Artifact::filepath)
                .column(ARTIFACTS.FILETYPE, Artifact::filetype)
                .column(ARTIFACTS.REPORT_WEEK, Artifact::reportWeek)
                .column(
                        ARTIFACTS.STATUS,
                        a -> a.status() == null ? null : a.status().value())
                .column(ARTIFACTS.SOURCE_URL, Artifact::sourceUrl)
                .column(ARTIFACTS.EXTRAS, Artifact::extras)
                .column(ARTIFACTS.CONTENT_HASH, Artifact::contentHash)
                .column(ARTIFACTS.CREATED_AT, Artifact::createdAt)
                .column(ARTIFACTS.REVISION, Artifact::revision);
    }

    private static Artifact read(Record row) {
        var status = row.get(ARTIFACTS.STATUS);
        return new Artifact(
                Id.of(row.get(ARTIFACTS.ID)),
                row.get(ARTIFACTS.FILENAME),
                row.get(ARTIFACTS.FILEPATH),
                row.get(ARTIFACTS.FILETYPE),
                row.get(ARTIFACTS.REPORT_WEEK),
                status == null ? null : new ArtifactStatus(status),
                row.get(ARTIFACTS.SOURCE_URL),
                row.get(ARTIFACTS.EXTRAS),
                row.get(ARTIFACTS.CONTENT_HASH),
                row.get(ARTIFACTS.CREATED_AT),
                row.get(ARTIFACTS.REVISION));
    }

    @Override
    public Optional<Artifact> find(Id<Artifact> id) {
        return rows.find(id);
    }

    @Override
    public void add(Artifact artifact) {
        rows.insertAll(List.of(artifact.withRevision(1)));
    }

    @Override
    public Artifact update(Artifact artifact) {
        var next = artifact.withRevision(artifact.revision() + 1);
        rows.update(next, "Artifact", ErrorCode.ARTIFACT_NOT_FOUND);
        return next;
    }

    @Override
    public void upsertWithDocument(Artifact artifact, Document document) {
        session.run(() -> {
            find(artifact.id())
                    .ifPresentOrElse(stored -> update(artifact.withRevision(stored.revision())), () -> add(artifact));
            documents
                    .find(document.id())
                    .ifPresentOrElse(
                            stored -> documents.update(document.withRevision(stored.revision())),
                            () -> documents.add(document));
        });
    }

    @Override
    public void remove(Id<Artifact> id) {
        rows.delete(ARTIFACTS.ID.eq(id.value()));
    }

    @Override
    public Page<Artifact> list(PageRequest page) {
        return rows.page(DSL.noCondition(), page);
    }

    @Override
    public Page<Artifact> listByStatus(ArtifactStatus status, PageRequest page) {
        return rows.page(ARTIFACTS.STATUS.eq(status.value()), page);
    }

    @Override
    public Optional<Artifact> findByContentHash(Set<ArtifactStatus> statuses, String contentHash) {
        return rows.findOne(
                Filters.equal(ARTIFACTS.CONTENT_HASH, contentHash)
                        .and(ARTIFACTS.STATUS.in(
                                statuses.stream().map(ArtifactStatus::value).toList())),
                ARTIFACTS.SEQ.desc(),
                ARTIFACTS.ID.desc());
    }
}
