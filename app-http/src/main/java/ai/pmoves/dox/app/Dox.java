package ai.pmoves.dox.app;

import ai.pmoves.dox.application.export.ConvertArtifact;
import ai.pmoves.dox.application.export.ExportPoml;
import ai.pmoves.dox.application.export.ExportSettings;
import ai.pmoves.dox.application.export.StructureArtifact;
import ai.pmoves.dox.application.export.VisualiseData;
import ai.pmoves.dox.application.ingest.IngestDocument;
import ai.pmoves.dox.application.ingest.IngestFile;
import ai.pmoves.dox.application.ingest.IngestLimits;
import ai.pmoves.dox.application.ingest.IngestPaths;
import ai.pmoves.dox.application.ingest.IngestQueue;
import ai.pmoves.dox.application.ingest.IngestWebPage;
import ai.pmoves.dox.application.ingest.Tasks;
import ai.pmoves.dox.application.ingest.TimeOrderedIds;
import ai.pmoves.dox.application.ingest.WatchFolder;
import ai.pmoves.dox.application.ingest.WatchSettings;
import ai.pmoves.dox.application.report.AskQuestion;
import ai.pmoves.dox.application.report.DescribeApi;
import ai.pmoves.dox.application.report.SummariseFacts;
import ai.pmoves.dox.application.search.BackgroundEmbedder;
import ai.pmoves.dox.application.search.EmbedChunks;
import ai.pmoves.dox.application.search.RebuildIndex;
import ai.pmoves.dox.application.search.SearchChunks;
import ai.pmoves.dox.application.tagging.ExtractTags;
import ai.pmoves.dox.application.tagging.RunHrm;
import ai.pmoves.dox.application.tagging.TagPrompts;
import ai.pmoves.dox.application.tagging.TaggingSettings;
import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.embeddings.DjlEmbedder;
import ai.pmoves.dox.embeddings.EmbedderConfig;
import ai.pmoves.dox.embeddings.SearchDevice;
import ai.pmoves.dox.ingest.Parsers;
import ai.pmoves.dox.ingest.config.IngestConfig;
import ai.pmoves.dox.llm.LanguageModels;
import ai.pmoves.dox.office.PoiDocumentWriter;
import ai.pmoves.dox.ports.IdSource;
import ai.pmoves.dox.ports.blob.BlobStore;
import ai.pmoves.dox.ports.export.DocumentWriter;
import ai.pmoves.dox.ports.ingest.ApiParser;
import ai.pmoves.dox.ports.ingest.FileParser;
import ai.pmoves.dox.ports.ingest.LogParser;
import ai.pmoves.dox.ports.ingest.WebPages;
import ai.pmoves.dox.ports.search.Embedder;
import ai.pmoves.dox.ports.store.Store;
import ai.pmoves.dox.ports.tagging.Extractors;
import ai.pmoves.dox.ports.writing.Writers;
import ai.pmoves.dox.replication.mirror.MirroredStore;
import ai.pmoves.dox.replication.mirror.PairOptions;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The library, wired: the use cases on the adapters that the configuration chose. The server and the command
 * line are two ways to call it.
 *
 * <p>It owns what it was given: closing it closes the store, and the model if that was loaded.
 */
public final class Dox implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Dox.class);

    private final Store store;
    private final BlobStore blobs;
    private final LazyEmbedder embedder;
    private final IngestFile ingestFile;
    private final IngestDocument ingestDocument;
    private final IngestWebPage ingestWebPage;
    private final IngestPaths ingestPaths;
    private final SearchChunks searchChunks;
    private final RebuildIndex rebuildIndex;
    private final EmbedChunks embedChunks;
    private final TaggingSettings tagging;
    private final TagPrompts tagPrompts;
    private final RunHrm runHrm;
    private final ExtractTags extractTags;
    private final AskQuestion askQuestion;
    private final SummariseFacts summariseFacts;
    private final DescribeApi describeApi;
    private final StructureArtifact structureArtifact;
    private final ConvertArtifact convertArtifact;
    private final ExportPoml exportPoml;
    private final VisualiseData visualiseData;
    private final Tasks tasks = new Tasks();

    /** @param embedder loads the model; asked when the model is first needed, and again only if that failed */
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
            IngestLimits limits,
            TaggingSettings tagging,
            Extractors extractors,
            Writers writers,
            DocumentWriter documentWriter,
            ExportSettings exports) {
        this.store = store;
        this.blobs = blobs;
        this.embedder = new LazyEmbedder(embedder);
        this.ingestFile = new IngestFile(store, blobs, fileParsers, ids, clock, limits);
        this.ingestDocument = new IngestDocument(store, blobs, logParser, apiParser, ids, clock, limits);
        this.ingestWebPage = new IngestWebPage(store, blobs, webPages, ids, clock);
        this.ingestPaths = new IngestPaths(ingestFile, ingestDocument, ingestWebPage);
        this.searchChunks = new SearchChunks(store, this.embedder);
        this.rebuildIndex = new RebuildIndex(store);
        this.embedChunks = new EmbedChunks(store, this.embedder);
        this.tagging = tagging;
        this.tagPrompts = new TagPrompts(store, ids, clock);
        this.runHrm = new RunHrm(store.hrmRuns(), ids, clock, tagging.hrm(), tagging.device());
        this.exportPoml = new ExportPoml(store, blobs);
        this.extractTags =
                new ExtractTags(store, blobs, tagPrompts, runHrm, exportPoml, extractors, ids, clock, tagging);
        this.askQuestion = new AskQuestion(store.facts(), writers, runHrm);
        this.summariseFacts = new SummariseFacts(store, writers, ids, clock);
        this.describeApi = new DescribeApi(apiParser, writers);
        this.structureArtifact = new StructureArtifact(store, blobs, fileParsers, this.embedder, exports.chr());
        this.convertArtifact = new ConvertArtifact(store, blobs, fileParsers, documentWriter);
        this.visualiseData = new VisualiseData(store, blobs, exports.datavzrd());
    }

    /**
     * Opens everything that the configuration names for a server, making what is not there yet. Two stores that the
     * configuration names become a pair.
     *
     * @throws DoxException if a folder or the store cannot be opened, {@code sync.pair-refused} if two stores may not become
     *     a pair; nothing stays open
     */
    public static Dox open(DoxConfig config) {
        return open(config, Blobs.open(config), pairOptions -> pairOptions);
    }

    /**
     * Opens everything as {@link #open} does, but makes no pair: two stores have to be one.
     *
     * @throws DoxException {@code sync.not-paired} if they are not, and as {@link #open}
     */
    public static Dox openForWriting(DoxConfig config) {
        return open(config, Blobs.open(config), PairOptions::withoutMaking);
    }

    /**
     * Opens what it takes to read: nothing is made, migrated or changed.
     *
     * @throws DoxException {@code store.missing} if there is no library yet, or if it cannot be opened; nothing stays open
     */
    public static Dox openForReading(DoxConfig config) {
        return of(config, LateBlobStore.lazy(() -> Blobs.open(config)), Stores.openReadOnly(config.storage()));
    }

    private static Dox open(DoxConfig config, BlobStore blobs, UnaryOperator<PairOptions> making) {
        return of(config, blobs, store(config.storage(), making));
    }

    private static Dox of(DoxConfig config, BlobStore blobs, Store store) {
        var clock = Clock.systemUTC();
        var ids = new TimeOrderedIds(clock);
        var parsers = Parsers.create(ingestConfig(config.ingest()), ids);
        var models = LanguageModels.of(config.models());
        return new Dox(
                store,
                blobs,
                () -> openEmbedder(config),
                parsers.fileParsers(),
                parsers.logParser(),
                parsers.apiParser(),
                parsers.webPages(),
                ids,
                clock,
                new IngestLimits(config.ingest().maxFileBytes()),
                config.tagging().withDevice(DeviceName::ofThisMachine),
                models,
                models,
                new PoiDocumentWriter(),
                config.exports());
    }

    private static Store store(DoxConfig.Storage storage, UnaryOperator<PairOptions> making) {
        if (storage.pair().isEmpty()) {
            return Stores.open(storage);
        }
        var pair = Stores.openPair(storage, making.apply(storage.pair().get()));
        pair.keep(storage.keepRemovals(), Clock.systemUTC());
        return pair;
    }

    /**
     * Loads the model by itself; the caller closes it.
     *
     * @throws DoxException {@code model.unavailable} and the like
     */
    public static Embedder openEmbedder(DoxConfig config) {
        return DjlEmbedder.open(embedderConfig(config.search()));
    }

    private static EmbedderConfig embedderConfig(DoxConfig.Search search) {
        var config = EmbedderConfig.DEFAULT.withDevice(SearchDevice.parse(search.device()));
        return search.modelDirectory().map(config::withModelDirectory).orElse(config);
    }

    private static IngestConfig ingestConfig(DoxConfig.Ingest ingest) {
        var defaults = IngestConfig.defaults();
        return new IngestConfig(
                ingest.limits(),
                defaults.webTimeout(),
                defaults.toolTimeout(),
                ingest.xpathMapFile().orElse(null),
                ingest.xpathMap().orElse(null),
                defaults.ffprobe(),
                defaults.whisper(),
                ingest.whisperModel(),
                defaults.tesseract(),
                ingest.financialAnalysis(),
                ingest.fastPdf(),
                ingest.doclingServe().orElse(null));
    }

    public Store store() {
        return store;
    }

    /** The two stores that are one, if there are two. */
    public Optional<MirroredStore> pair() {
        return store instanceof MirroredStore pair ? Optional.of(pair) : Optional.empty();
    }

    public BlobStore blobs() {
        return blobs;
    }

    /** The model, loaded at the first call. */
    public Embedder embedder() {
        return embedder.get();
    }

    /**
     * Says with which model this process embeds, where the store is shared and has to agree. Without a model, the
     * library works on, by words only.
     *
     * @throws DoxException {@code search.model-mismatch}
     */
    public void agreeOnModel() {
        if (store.isShared()) {
            try {
                store.chunks().useModel(embedder.get().model());
            } catch (DoxException e) {
                if (e.code() != ErrorCode.MODEL_UNAVAILABLE) {
                    throw e;
                }
                LOG.warn("event=model.unavailable reason=\"{}\"", e.getMessage());
            }
        }
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

    public TaggingSettings tagging() {
        return tagging;
    }

    public TagPrompts tagPrompts() {
        return tagPrompts;
    }

    public RunHrm runHrm() {
        return runHrm;
    }

    public ExtractTags extractTags() {
        return extractTags;
    }

    public AskQuestion askQuestion() {
        return askQuestion;
    }

    public SummariseFacts summariseFacts() {
        return summariseFacts;
    }

    public DescribeApi describeApi() {
        return describeApi;
    }

    public StructureArtifact structureArtifact() {
        return structureArtifact;
    }

    public ConvertArtifact convertArtifact() {
        return convertArtifact;
    }

    public ExportPoml exportPoml() {
        return exportPoml;
    }

    public VisualiseData visualiseData() {
        return visualiseData;
    }

    public Tasks tasks() {
        return tasks;
    }

    /** A queue that reads artifacts in the background; the caller closes it before this. */
    public IngestQueue startQueue(int workers, BackgroundEmbedder wakes) {
        return new IngestQueue(store, ingestFile, tasks, workers, wakes::wake);
    }

    /** A watcher of a folder, not started yet; the caller closes it before the queue. */
    public WatchFolder watchFolder(WatchSettings settings, IngestQueue queue, BackgroundEmbedder wakes) {
        return new WatchFolder(settings, store, ingestPaths, queue, wakes::wake);
    }

    @Override
    public void close() {
        try (embedder) {
            store.close();
        }
    }
}
