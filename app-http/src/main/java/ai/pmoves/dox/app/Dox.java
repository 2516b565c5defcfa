package ai.pmoves.dox.app;

import ai.pmoves.dox.application.BackgroundEmbedder;
import ai.pmoves.dox.application.EmbedChunks;
import ai.pmoves.dox.application.IngestDocument;
import ai.pmoves.dox.application.IngestFile;
import ai.pmoves.dox.application.IngestLimits;
import ai.pmoves.dox.application.IngestPaths;
import ai.pmoves.dox.application.IngestQueue;
import ai.pmoves.dox.application.IngestWebPage;
import ai.pmoves.dox.application.RebuildIndex;
import ai.pmoves.dox.application.SearchChunks;
import ai.pmoves.dox.application.Tasks;
import ai.pmoves.dox.ports.IdSource;
import ai.pmoves.dox.ports.blob.BlobStore;
import ai.pmoves.dox.ports.ingest.ApiParser;
import ai.pmoves.dox.ports.ingest.FileParser;
import ai.pmoves.dox.ports.ingest.LogParser;
import ai.pmoves.dox.ports.ingest.WebPages;
import ai.pmoves.dox.ports.search.Embedder;
import ai.pmoves.dox.ports.store.Store;
import java.time.Clock;
import java.util.List;
import java.util.function.Supplier;

/**
 * The library, wired: the use cases on the adapters that the configuration chose. The server and the command
 * line are two ways to call it.
 *
 * <p>It owns what it was given: closing it closes the store.
 */
public final class Dox implements AutoCloseable {
    private final Store store;
    private final BlobStore blobs;
    private final Supplier<Embedder> embedder;
    private final IngestFile ingestFile;
    private final IngestDocument ingestDocument;
    private final IngestWebPage ingestWebPage;
    private final IngestPaths ingestPaths;
    private final SearchChunks searchChunks;
    private final RebuildIndex rebuildIndex;
    private final EmbedChunks embedChunks;
    private final Tasks tasks = new Tasks();

    public Dox(
            Store store,
            BlobStore blobs,
            Supplier<Embedder> embedder,
            List<FileParser> fileParsers,
            LogParser logParser,
            ApiParser apiParser,
            WebPages webPages,
            IdSource ids,
            Clock clock,
            IngestLimits limits) {
        this.store = store;
        this.blobs = blobs;
        this.embedder = embedder;
        this.ingestFile = new IngestFile(store, blobs, fileParsers, ids, clock, limits);
        this.ingestDocument = new IngestDocument(store, blobs, logParser, apiParser, ids, clock, limits);
        this.ingestWebPage = new IngestWebPage(store, blobs, webPages, ids, clock);
        this.ingestPaths = new IngestPaths(ingestFile, ingestDocument, ingestWebPage);
        this.searchChunks = new SearchChunks(store, embedder);
        this.rebuildIndex = new RebuildIndex(store);
        this.embedChunks = new EmbedChunks(store, embedder);
    }

    public Store store() {
        return store;
    }

    public BlobStore blobs() {
        return blobs;
    }

    /** The model, loaded at the first call. */
    public Embedder embedder() {
        return embedder.get();
    }

    public IngestFile ingestFile() {
        return ingestFile;
    }

    public IngestDocument ingestDocument() {
        return ingestDocument;
    }

    public IngestWebPage ingestWebPage() {
        return ingestWebPage;
    }

    public IngestPaths ingestPaths() {
        return ingestPaths;
    }

    public SearchChunks searchChunks() {
        return searchChunks;
    }

    public RebuildIndex rebuildIndex() {
        return rebuildIndex;
    }

    public EmbedChunks embedChunks() {
        return embedChunks;
    }

    public Tasks tasks() {
        return tasks;
    }

    /** A queue that reads artifacts in the background; the caller closes it before this. */
    public IngestQueue startQueue(int workers, BackgroundEmbedder wakes) {
        return new IngestQueue(store, ingestFile, tasks, workers, wakes::wake);
    }

    @Override
    public void close() {
        store.close();
    }
}
