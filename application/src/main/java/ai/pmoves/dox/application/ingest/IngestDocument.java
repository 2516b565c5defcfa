package ai.pmoves.dox.application.ingest;

import ai.pmoves.dox.domain.ApiEndpoint;
import ai.pmoves.dox.domain.Document;
import ai.pmoves.dox.domain.DocumentType;
import ai.pmoves.dox.domain.Id;
import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.domain.search.Chunks;
import ai.pmoves.dox.ports.IdSource;
import ai.pmoves.dox.ports.blob.BlobStore;
import ai.pmoves.dox.ports.blob.BlobStore.StoredBlob;
import ai.pmoves.dox.ports.ingest.ApiParser;
import ai.pmoves.dox.ports.ingest.LogParser;
import ai.pmoves.dox.ports.store.Store;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Function;

/**
 * Ingests a file as a document without an artifact: an XML log, an OpenAPI description, a Postman collection.
 *
 * <p>A file that cannot be read, or stored since the store is away, leaves nothing behind, neither rows nor the file.
 * Thread-safe.
 */
public final class IngestDocument {
    /** How a document came in, as existing clients know it. */
    static final String SOURCE = "watch|upload";

    private final Store store;
    private final BlobStore blobs;
    private final LogParser logParser;
    private final ApiParser apiParser;
    private final IdSource ids;
    private final Clock clock;
    private final IngestLimits limits;

    public IngestDocument(
            Store store,
            BlobStore blobs,
            LogParser logParser,
            ApiParser apiParser,
            IdSource ids,
            Clock clock,
            IngestLimits limits) {
        this.store = store;
        this.blobs = blobs;
        this.logParser = logParser;
        this.apiParser = apiParser;
        this.ids = ids;
        this.clock = clock;
        this.limits = limits;
    }

    /**
     * Stores and reads an XML log.
     *
     * @throws ai.pmoves.dox.domain.error.DoxException if it is too large or cannot be read
     */
    public IngestOutcome xml(Upload upload) {
        return ingest(upload, DocumentType.XML, this::saveLog);
    }

    /**
     * Stores and reads an OpenAPI or Swagger description in JSON or YAML.
     *
     * @throws ai.pmoves.dox.domain.error.DoxException if it is too large or cannot be read
     */
    public IngestOutcome openApi(Upload upload) {
        return ingest(upload, DocumentType.OPENAPI, received -> saveApi(received, DocumentType.OPENAPI));
    }

    /**
     * Stores and reads a Postman collection.
     *
     * @throws ai.pmoves.dox.domain.error.DoxException if it is too large or cannot be read
     */
    public IngestOutcome postman(Upload upload) {
        return ingest(upload, DocumentType.POSTMAN, received -> saveApi(received, DocumentType.POSTMAN));
    }

    /** What kind of API description a local JSON or YAML file is, empty if it is none. */
    public Optional<DocumentType> detectApi(Path file) {
        return apiParser.detect(file);
    }

    private record Received(Id<Document> id, StoredBlob blob) {}

    private IngestOutcome ingest(Upload upload, DocumentType type, Function<Received, Long> save) {
        var blob = blobs.saveUpload(ids.next(), upload.filename(), upload.content(), limits.maxFileBytes());
        boolean keep = false;
        try {
            var same = upload.dedupe()
                    ? store.documents().findByContentHash(type, blob.sha256())
                    : Optional.<Document>empty();
            if (same.isPresent()) {
                return IngestOutcome.skipped(upload.filename(), Optional.empty(), same.map(Document::id));
            }
            var received = new Received(ids.nextId(), blob);
            long rows = save.apply(received);
            keep = true;
            return IngestOutcome.ofDocument(upload.filename(), received.id(), rows);
        } catch (DoxException e) {
            keep = e.code() == ErrorCode.STORE_OUTCOME_UNKNOWN; // a document that is there needs its file
            throw e;
        } finally {
            if (!keep) {
                blobs.remove(blob.name());
            }
        }
    }

    private long saveLog(Received received) {
        var blob = received.blob();
        return store.unitOfWork().call(() -> {
            add(received, DocumentType.XML, blob.storedName());
            try (var batches = LogBatches.read(
                    entries -> logParser.parse(blob.path(), blob.storedName(), received.id(), entries))) {
                long rows = 0;
                for (var batch = batches.next(); !batch.isEmpty(); batch = batches.next()) {
                    store.logs().addAll(batch.entries());
                    store.chunks().put(batch.chunks());
                    rows += batch.entries().size();
                }
                return rows;
            }
        });
    }

    private long saveApi(Received received, DocumentType type) {
        var blob = received.blob();
        var parsed = apiParser.parse(type, blob.path(), blob.storedName(), received.id());
        store.unitOfWork().run(() -> {
            add(received, type, parsed.title().orElse(blob.storedName()));
            store.apis().addAll(parsed.endpoints());
            store.chunks()
                    .put(parsed.endpoints().stream()
                            .flatMap((ApiEndpoint api) -> Chunks.of(api).stream())
                            .toList());
        });
        return parsed.endpoints().size();
    }

    private void add(Received received, DocumentType type, String title) {
        store.documents()
                .add(new Document(
                        received.id(),
                        null,
                        received.blob().name(),
                        type,
                        title,
                        SOURCE,
                        received.blob().sha256(),
                        clock.instant(),
                        1));
    }
}
