package ai.pmoves.dox.application.ingest;

import ai.pmoves.dox.domain.Artifact;
import ai.pmoves.dox.domain.ArtifactStatus;
import ai.pmoves.dox.domain.Document;
import ai.pmoves.dox.domain.DocumentType;
import ai.pmoves.dox.domain.Id;
import ai.pmoves.dox.domain.Json;
import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.domain.error.ReasonWords;
import ai.pmoves.dox.domain.error.Remedy;
import ai.pmoves.dox.domain.files.FileFormat;
import ai.pmoves.dox.domain.files.FileType;
import ai.pmoves.dox.domain.search.Chunks;
import ai.pmoves.dox.domain.text.Text;
import ai.pmoves.dox.metrics.CallTimer;
import ai.pmoves.dox.ports.IdSource;
import ai.pmoves.dox.ports.blob.BlobStore;
import ai.pmoves.dox.ports.blob.BlobStore.StoredBlob;
import ai.pmoves.dox.ports.ingest.FileParser;
import ai.pmoves.dox.ports.ingest.ParsedFile;
import ai.pmoves.dox.ports.ingest.SourceFile;
import ai.pmoves.dox.ports.store.Store;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Ingests a file as an artifact: a PDF, a DoclingDocument, a spreadsheet, audio, video or an image.
 *
 * <p>The bytes are stored first, then in one transaction the artifact and everything that was read from it; of a file
 * that is to be read later, first the artifact. A file that cannot be read leaves its artifact with the status {@code
 * error} and the reason in its extras, and nothing else. If the store is away nothing stays, nor the file, and the
 * caller gets the exception. Thread-safe.
 */
public final class IngestFile {
    private static final CallTimer TIMER = CallTimer.of("pmoves.ingest.files", "Files that are read and stored");

    private final Store store;
    private final BlobStore blobs;
    private final IdSource ids;
    private final Clock clock;
    private final IngestLimits limits;
    private final ReasonWords words;
    private final Map<String, FileParser> parsers = new HashMap<>();

    /**
     * @param parsers of two that read the same type, the first one does
     * @param words how an artifact's extras tell why its file was not read
     */
    public IngestFile(
            Store store,
            BlobStore blobs,
            List<FileParser> parsers,
            IdSource ids,
            Clock clock,
            IngestLimits limits,
            ReasonWords words) {
        this.store = store;
        this.blobs = blobs;
        this.ids = ids;
        this.clock = clock;
        this.limits = limits;
        this.words = words;
        for (var parser : parsers) {
            parser.filetypes().forEach(type -> this.parsers.putIfAbsent(type, parser));
        }
    }

    /** The types that can be ingested: lower-case suffixes with their dot, sorted. */
    public Set<String> filetypes() {
        return new TreeSet<>(parsers.keySet());
    }

    /** Whether a local file is of a type that can be ingested, and looks like one of that type. */
    public boolean recognises(Path file) {
        var parser = parsers.get(FileType.suffixOf(file.getFileName().toString()));
        return parser != null && parser.recognises(file);
    }

    /** Stores and reads the file; a file that cannot be read is an outcome, not an exception. */
    public IngestOutcome ingest(Upload upload) {
        return receive(upload, artifact -> TIMER.time(() -> read(artifact, false)));
    }

    /**
     * Stores the file and leaves the reading to {@link #process}: the outcome is {@code QUEUED} and the
     * artifact has the status {@code processing} until then.
     *
     * @param queue told the artifact, and gives the task's id
     */
    public IngestOutcome enqueue(Upload upload, IngestQueue queue) {
        return receive(upload, artifact -> {
            try {
                store.artifacts().add(artifact);
            } catch (DoxException e) {
                if (e.code() == ErrorCode.STORE_OUTCOME_UNKNOWN) {
                    queue.submit(artifact); // which finds out whether it was added
                }
                throw e;
            }
            return IngestOutcome.queued(upload.filename(), artifact.id(), queue.submit(artifact));
        });
    }

    private IngestOutcome receive(Upload upload, Function<Artifact, IngestOutcome> next) {
        StoredBlob blob;
        Id<Artifact> id = ids.nextId();
        try {
            blob = blobs.saveUpload(id.value(), upload.filename(), upload.content(), limits.maxFileBytes());
        } catch (DoxException e) {
            return IngestOutcome.failed(upload.filename(), Optional.empty(), e);
        }
        try {
            return take(upload, id, blob, next);
        } catch (DoxException e) {
            if (e.code() != ErrorCode.STORE_OUTCOME_UNKNOWN) { // an artifact that is there needs its file
                blobs.remove(blob.name());
            }
            throw e;
        }
    }

    private IngestOutcome take(
            Upload upload, Id<Artifact> id, StoredBlob blob, Function<Artifact, IngestOutcome> next) {
        if (upload.dedupe()) {
            var same = store.artifacts().findByContentHash(Set.of(ArtifactStatus.PROCESSED), blob.sha256());
            if (same.isPresent()) {
                blobs.remove(blob.name());
                return IngestOutcome.skipped(upload.filename(), same.map(Artifact::id), Optional.empty());
            }
        }
        return next.apply(new Artifact(
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
                1));
    }

    /**
     * Reads the stored file of an artifact that was added but not read.
     *
     * @throws DoxException if the store is away, or this thread was interrupted: nothing was written, unless it is {@code
     *     store.outcome-unknown}, and this may be called again
     */
    public IngestOutcome process(Artifact artifact) {
        return TIMER.time(() -> read(artifact, true));
    }

    /** Removes the stored file of an artifact that is not there. */
    void discard(Artifact artifact) {
        blobs.remove(artifact.filepath());
    }

    /** @param added whether the artifact is in the store already */
    private IngestOutcome read(Artifact artifact, boolean added) {
        try {
            var source = SourceFiles.of(artifact, blobs);
            var parser = parsers.get(artifact.filetype());
            if (parser == null) {
                throw unsupported(artifact.filetype());
            }
            var parsed = parser.parse(source);
            DerivedFiles.keepWith(
                    blobs, parsed, () -> store.unitOfWork().run(() -> save(artifact, added, source, parsed)));
            return IngestOutcome.ofArtifact(
                    artifact.filename(),
                    artifact.id(),
                    parsed.facts().size(),
                    parsed.evidence().size());
        } catch (DoxException e) {
            if (e.code().isOfStoreAway() || added && Thread.currentThread().isInterrupted()) {
                throw e; // the file is not to blame
            }
            fail(artifact, added, e);
            return IngestOutcome.failed(artifact.filename(), Optional.of(artifact.id()), e);
        } catch (RuntimeException | Error e) {
            fail(artifact, added, new DoxException(ErrorCode.FILE_UNREADABLE, "Unexpected failure: " + e, e));
            throw e;
        }
    }

    private void fail(Artifact artifact, boolean added, DoxException error) {
        if (added) {
            store.artifacts().find(artifact.id()).ifPresent(current -> store.artifacts()
                    .update(failed(current, error)));
        } else {
            store.artifacts().add(failed(artifact, error));
        }
    }

    private Artifact failed(Artifact artifact, DoxException error) {
        return artifact.withStatus(ArtifactStatus.ERROR)
                .withExtras(mergeExtras(artifact.extras(), Map.of("error", describe(error, words))));
    }

    private void save(Artifact artifact, boolean added, SourceFile source, ParsedFile parsed) {
        var processed = artifact.withStatus(ArtifactStatus.PROCESSED)
                .withExtras(mergeExtras(artifact.extras(), parsed.extras()));
        if (added) {
            store.artifacts().update(processed);
        } else {
            store.artifacts().add(processed);
        }
        store.evidence().addAll(parsed.evidence());
        store.facts().addAll(parsed.facts());
        parsed.content().ifPresent(content -> {
            Id<Document> documentId = artifact.id().as();
            store.documents()
                    .add(new Document(
                            documentId,
                            artifact.id(),
                            artifact.filepath(),
                            type(artifact),
                            source.storedName(),
                            IngestDocument.SOURCE,
                            artifact.contentHash(),
                            clock.instant(),
                            1));
            store.documents().replaceContent(documentId, content);
            store.chunks().put(Chunks.of(content.sections(), content.structure(), processed));
        });
    }

    private static DocumentType type(Artifact artifact) {
        return FileFormat.ofSuffix(artifact.filetype()) == FileFormat.JSON ? DocumentType.DOCLING : DocumentType.PDF;
    }

    private DoxException unsupported(String filetype) {
        var shown = filetype.isEmpty() ? "a name without a suffix" : filetype;
        return new DoxException(
                ErrorCode.FILE_TYPE_UNSUPPORTED,
                "Unsupported file type: %s. Supported here: %s".formatted(shown, String.join(" ", filetypes())),
                Remedy.INGEST_AS_DOCUMENT);
    }

    /** How failures are told to people who did not call. */
    ReasonWords words() {
        return words;
    }

    static Json describe(DoxException e, ReasonWords words) {
        return Json.of(Map.of("code", e.code().text(), "message", words.of(e)));
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
