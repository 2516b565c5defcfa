package ai.pmoves.dox.application;

import ai.pmoves.dox.domain.Artifact;
import ai.pmoves.dox.domain.ArtifactStatus;
import ai.pmoves.dox.domain.Document;
import ai.pmoves.dox.domain.DocumentType;
import ai.pmoves.dox.domain.Id;
import ai.pmoves.dox.domain.Json;
import ai.pmoves.dox.domain.Text;
import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.domain.search.Chunks;
import ai.pmoves.dox.ports.IdSource;
import ai.pmoves.dox.ports.blob.BlobStore;
import ai.pmoves.dox.ports.blob.BlobStore.StoredBlob;
import ai.pmoves.dox.ports.ingest.FileParser;
import ai.pmoves.dox.ports.ingest.ParsedFile;
import ai.pmoves.dox.ports.ingest.SourceFile;
import ai.pmoves.dox.ports.store.Store;
import java.time.Clock;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Ingests a file as an artifact: a PDF, a spreadsheet, audio, video or an image.
 *
 * <p>The bytes are stored first, then the artifact, then in one transaction everything that was read from it.
 * A file that cannot be read leaves its artifact with the status {@code error} and the reason in its extras,
 * and nothing else. Safe for use by many threads.
 */
public final class IngestFile {
    private final Store store;
    private final BlobStore blobs;
    private final IdSource ids;
    private final Clock clock;
    private final IngestLimits limits;
    private final Map<String, FileParser> parsers = new HashMap<>();

    public IngestFile(
            Store store, BlobStore blobs, List<FileParser> parsers, IdSource ids, Clock clock, IngestLimits limits) {
        this.store = store;
        this.blobs = blobs;
        this.ids = ids;
        this.clock = clock;
        this.limits = limits;
        for (var parser : parsers) {
            parser.filetypes().forEach(type -> this.parsers.put(type, parser));
        }
    }

    /** The types that can be ingested: lower-case suffixes with their dot, sorted. */
    public Set<String> filetypes() {
        return new TreeSet<>(parsers.keySet());
    }

    /** Stores and reads the file; a file that cannot be read is an outcome, not an exception. */
    public IngestOutcome ingest(Upload upload) {
        return receive(upload, (artifact, blob) -> process(artifact));
    }

    /**
     * Stores the file and leaves the reading to {@link #process}: the outcome is {@code QUEUED} and the
     * artifact has the status {@code processing} until then.
     *
     * @param queue told the artifact, and gives the task's id
     */
    public IngestOutcome enqueue(Upload upload, IngestQueue queue) {
        return receive(
                upload,
                (artifact, blob) -> IngestOutcome.queued(upload.filename(), artifact.id(), queue.submit(artifact)));
    }

    private interface Next {
        IngestOutcome apply(Artifact artifact, StoredBlob blob);
    }

    private IngestOutcome receive(Upload upload, Next next) {
        StoredBlob blob;
        Id<Artifact> id = ids.nextId();
        try {
            blob = blobs.saveUpload(id.value(), upload.filename(), upload.content(), limits.maxFileBytes());
        } catch (DoxException e) {
            return IngestOutcome.failed(upload.filename(), Optional.empty(), e);
        }
        if (upload.dedupe()) {
            var same = store.artifacts().findProcessedByContentHash(blob.sha256());
            if (same.isPresent()) {
                blobs.remove(blob.name());
                return IngestOutcome.skipped(upload.filename(), same.map(Artifact::id), Optional.empty());
            }
        }
        var artifact = new Artifact(
                id,
                Text.clean(upload.filename()),
                blob.name(),
                upload.filetype(),
                Text.clean(upload.reportWeek()),
                ArtifactStatus.PROCESSING,
                null,
                null,
                blob.sha256(),
                clock.instant(),
                1);
        store.artifacts().add(artifact);
        return next.apply(artifact, blob);
    }

    /** Reads the stored file of an artifact that was added but not read. */
    public IngestOutcome process(Artifact artifact) {
        try {
            var source = source(artifact);
            var parser = parsers.get(artifact.filetype());
            if (parser == null) {
                throw unsupported(artifact.filetype());
            }
            var parsed = parser.parse(source);
            parsed.derivedFiles().forEach(blobs::saveDerived);
            store.unitOfWork().run(() -> save(artifact, source, parsed));
            return IngestOutcome.ofArtifact(
                    artifact.filename(),
                    artifact.id(),
                    parsed.facts().size(),
                    parsed.evidence().size());
        } catch (DoxException e) {
            fail(artifact, e);
            return IngestOutcome.failed(artifact.filename(), Optional.of(artifact.id()), e);
        } catch (RuntimeException | Error e) {
            fail(artifact, new DoxException(ErrorCode.FILE_UNREADABLE, "Unexpected failure: " + e, e));
            throw e;
        }
    }

    private void fail(Artifact artifact, DoxException error) {
        store.artifacts().find(artifact.id()).ifPresent(current -> store.artifacts()
                .update(current.withStatus(ArtifactStatus.ERROR)
                        .withExtras(mergeExtras(current.extras(), Map.of("error", describe(error))))));
    }

    private SourceFile source(Artifact artifact) {
        var storedName = artifact.filepath().substring(artifact.filepath().lastIndexOf('/') + 1);
        return new SourceFile(
                blobs.resolve(artifact.filepath()),
                artifact.filepath(),
                storedName,
                artifact.filetype(),
                artifact.id(),
                artifact.reportWeek() == null ? "" : artifact.reportWeek());
    }

    private void save(Artifact artifact, SourceFile source, ParsedFile parsed) {
        var processed = artifact.withStatus(ArtifactStatus.PROCESSED)
                .withExtras(mergeExtras(artifact.extras(), parsed.extras()));
        store.artifacts().update(processed);
        store.evidence().addAll(parsed.evidence());
        store.facts().addAll(parsed.facts());
        parsed.content().ifPresent(content -> {
            Id<Document> documentId = artifact.id().as();
            store.documents()
                    .add(new Document(
                            documentId,
                            artifact.id(),
                            artifact.filepath(),
                            DocumentType.PDF,
                            source.storedName(),
                            IngestDocument.SOURCE,
                            artifact.contentHash(),
                            clock.instant(),
                            1));
            store.documents().replaceContent(documentId, content);
            store.chunks().put(Chunks.of(content.sections(), content.structure(), processed));
        });
    }

    private DoxException unsupported(String filetype) {
        var shown = filetype.isEmpty() ? "a name without a suffix" : filetype;
        return new DoxException(
                ErrorCode.FILE_TYPE_UNSUPPORTED,
                "Unsupported file type: %s. Supported here: %s; XML logs, OpenAPI and Postman files go to /ingest."
                        .formatted(shown, String.join(" ", filetypes())));
    }

    static Json describe(DoxException e) {
        return Json.of(Map.of("code", e.code().text(), "message", e.getMessage()));
    }

    static @Nullable Json mergeExtras(@Nullable Json existing, Map<String, Json> added) {
        if (added.isEmpty()) {
            return existing;
        }
        var merged = new LinkedHashMap<String, @Nullable Object>(existing == null ? Map.of() : existing.asObject());
        merged.putAll(added);
        return Json.of(merged);
    }
}
