package ai.pmoves.dox.library;

import static java.util.Objects.requireNonNull;

import ai.pmoves.dox.application.export.ConvertArtifact;
import ai.pmoves.dox.application.export.ExportPoml;
import ai.pmoves.dox.application.export.StructureArtifact;
import ai.pmoves.dox.application.export.VisualiseData;
import ai.pmoves.dox.application.ingest.IngestDocument;
import ai.pmoves.dox.application.ingest.IngestFile;
import ai.pmoves.dox.application.ingest.IngestOutcome;
import ai.pmoves.dox.application.ingest.IngestPaths;
import ai.pmoves.dox.application.ingest.IngestQueue;
import ai.pmoves.dox.application.ingest.IngestWebPage;
import ai.pmoves.dox.application.ingest.Tasks;
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
import ai.pmoves.dox.application.tagging.ExtractionOutcome;
import ai.pmoves.dox.application.tagging.ExtractionRequest;
import ai.pmoves.dox.application.tagging.RunHrm;
import ai.pmoves.dox.application.tagging.TagPrompts;
import ai.pmoves.dox.application.tagging.TaggingSettings;
import ai.pmoves.dox.domain.Document;
import ai.pmoves.dox.domain.Id;
import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.domain.error.ReasonWords;
import ai.pmoves.dox.domain.search.ChunkFilter;
import ai.pmoves.dox.domain.search.SearchMode;
import ai.pmoves.dox.llm.LanguageModels;
import ai.pmoves.dox.ports.blob.BlobStore;
import ai.pmoves.dox.ports.export.CsvWriter;
import ai.pmoves.dox.ports.search.Embedder;
import ai.pmoves.dox.ports.store.Store;
import ai.pmoves.dox.replication.mirror.MirroredStore;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The library, wired: the use cases on one store, one model, and parsers. A server and a command line are two ways to call
 * it.
 *
 * <pre>{@code
 * try (var dox = Dox.builder().home(Path.of("data")).build()) {
 *     dox.ingest(Path.of("report.pdf"));
 *     dox.embed();
 *     dox.search("revenue growth").hits().forEach(hit -> System.out.println(hit.chunk().text()));
 * }
 * }</pre>
 *
 * <p>{@link #ingest}, {@link #embed}, {@link #search} and {@link #tag} do what is usual; the other methods return the use
 * cases, which do more. Safe for use by many threads. It owns the store and the model: closing it closes both.
 */
public final class Dox implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Dox.class);

    private final ReasonWords words;
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
    private final CsvWriter csvWriter;
    private final Tasks tasks = new Tasks();
    private final AtomicBoolean closed = new AtomicBoolean();

    /** The store is opened last: if that or anything before it fails, nothing stays open. */
    Dox(DoxBuilder parts) {
        var clock = parts.clock();
        var ids = parts.ids();
        var readers = parts.readers(ids);
        var models = LanguageModels.of(parts.languageModels());
        var extractors = parts.extractors().orElse(models);
        var writers = parts.writers().orElse(models);
        var limits = parts.limits();
        var exports = parts.exports();
        this.words = parts.words();
        this.tagging = parts.tagging();
        this.embedder = new LazyEmbedder(parts.embedder());
        this.blobs = parts.openBlobs();
        this.store = parts.openStore();
        this.ingestFile = new IngestFile(store, blobs, readers.files(), ids, clock, limits, parts.words());
        this.ingestDocument = new IngestDocument(store, blobs, readers.logs(), readers.apis(), ids, clock, limits);
        this.ingestWebPage = new IngestWebPage(store, blobs, readers.webPages(), ids, clock, parts.words());
        this.ingestPaths = new IngestPaths(ingestFile, ingestDocument, ingestWebPage);
        this.searchChunks = new SearchChunks(store, embedder);
        this.rebuildIndex = new RebuildIndex(store);
        this.embedChunks = new EmbedChunks(store, embedder);
        this.tagPrompts = new TagPrompts(store, ids, clock);
        this.runHrm = new RunHrm(store.hrmRuns(), ids, clock, tagging.hrm(), tagging.device());
        this.exportPoml = new ExportPoml(store, blobs, parts.pomlWriter());
        this.extractTags =
                new ExtractTags(store, blobs, tagPrompts, runHrm, exportPoml, extractors, ids, clock, tagging);
        this.askQuestion = new AskQuestion(store.facts(), writers, runHrm);
        this.summariseFacts = new SummariseFacts(store, writers, ids, clock);
        this.describeApi = new DescribeApi(readers.apis(), writers);
        this.structureArtifact = new StructureArtifact(store, blobs, readers.files(), embedder, exports.chr());
        this.convertArtifact = new ConvertArtifact(store, blobs, readers.files(), parts.documentWriter());
        this.csvWriter = parts.csvWriter();
        this.visualiseData = new VisualiseData(store, blobs, parts.datavzrdWriter(), csvWriter);
    }

    /** Begins with the defaults: a SQLite file and the other files below one home, and the model that comes along. */
    public static DoxBuilder builder() {
        return new DoxBuilder();
    }

    /**
     * Ingests a file as what it is: a PDF, a spreadsheet, an XML log, an API description, a picture, audio or video. Bytes
     * that are in the library already are not taken again.
     *
     * @throws DoxException if it cannot be read or stored
     */
    public IngestOutcome ingest(Path file) {
        var source = new IngestPaths.Source.LocalFile(requireNonNull(file, "file"));
        var outcome = ingestPaths.ingest(source, "", false);
        if (outcome.error().isPresent()) {
            throw outcome.error().get();
        }
        return outcome;
    }

    /**
     * Embeds every text that has no vector yet, and returns how many. Until then they are found by their words only.
     *
     * @throws DoxException {@code model.unavailable}
     */
    public long embed() {
        var done = new AtomicLong();
        embedChunks.embedAll(done::set);
        return done.get();
    }

    /**
     * Finds the ten chunks that are nearest to the text, by words and by meaning; by words alone, with a notice, if there is
     * no model.
     */
    public SearchChunks.Answer search(String text) {
        return searchChunks.search(requireNonNull(text, "text"), SearchMode.HYBRID, ChunkFilter.NONE, 10);
    }

    /**
     * Tags what was ingested, by rules unless the settings name a language model.
     *
     * @throws DoxException {@code document.not-found} if it is a table or of another kind that has no text; {@code
     *     extract.no-text}
     */
    public ExtractionOutcome tag(IngestOutcome ingested) {
        requireNonNull(ingested, "ingested");
        return extractTags.tag(documentOf(ingested), ExtractionRequest.of(tagging), false);
    }

    private Id<Document> documentOf(IngestOutcome ingested) {
        if (ingested.documentId().isPresent()) {
            return ingested.documentId().get();
        }
        var artifact = ingested.artifactId()
                .orElseThrow(() ->
                        new IllegalArgumentException("nothing of '%s' was stored".formatted(ingested.filename())));
        return extractTags.documentOf(artifact).id();
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
                LOG.warn("event=model.unavailable reason=\"{}\"", words.of(e));
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

    public CsvWriter csvWriter() {
        return csvWriter;
    }

    public Tasks tasks() {
        return tasks;
    }

    /** A queue that reads artifacts in the background; the caller closes it before this. */
    public IngestQueue startQueue(int workers, BackgroundEmbedder wakes) {
        requireNonNull(wakes, "wakes");
        return new IngestQueue(store, ingestFile, tasks, workers, wakes::wake);
    }

    /** A watcher of a folder, not started yet; the caller closes it before the queue. */
    public WatchFolder watchFolder(WatchSettings settings, IngestQueue queue, BackgroundEmbedder wakes) {
        requireNonNull(settings, "settings");
        requireNonNull(queue, "queue");
        requireNonNull(wakes, "wakes");
        return new WatchFolder(settings, store, ingestPaths, queue, wakes::wake);
    }

    /** Closes the store, and the model if it was loaded. Closing it again does nothing. */
    @Override
    public void close() {
        if (!closed.getAndSet(true)) {
            try (embedder) {
                store.close();
            }
        }
    }
}
