package ai.pmoves.dox.library;

import static java.util.Objects.requireNonNull;

import ai.pmoves.dox.application.export.ExportSettings;
import ai.pmoves.dox.application.ingest.IngestLimits;
import ai.pmoves.dox.application.ingest.TimeOrderedIds;
import ai.pmoves.dox.application.tagging.TaggingSettings;
import ai.pmoves.dox.blobs.LocalBlobStore;
import ai.pmoves.dox.domain.error.ReasonWords;
import ai.pmoves.dox.embeddings.DjlEmbedder;
import ai.pmoves.dox.embeddings.EmbedderConfig;
import ai.pmoves.dox.export.PoiDocumentWriter;
import ai.pmoves.dox.export.Rfc4180CsvWriter;
import ai.pmoves.dox.export.XmlPomlWriter;
import ai.pmoves.dox.export.YamlDatavzrdWriter;
import ai.pmoves.dox.ingest.Parsers;
import ai.pmoves.dox.ingest.config.IngestConfig;
import ai.pmoves.dox.llm.LlmConfig;
import ai.pmoves.dox.ports.IdSource;
import ai.pmoves.dox.ports.blob.BlobStore;
import ai.pmoves.dox.ports.export.CsvWriter;
import ai.pmoves.dox.ports.export.DatavzrdWriter;
import ai.pmoves.dox.ports.export.DocumentWriter;
import ai.pmoves.dox.ports.export.PomlWriter;
import ai.pmoves.dox.ports.ingest.ApiParser;
import ai.pmoves.dox.ports.ingest.FileParser;
import ai.pmoves.dox.ports.ingest.LogParser;
import ai.pmoves.dox.ports.ingest.WebPages;
import ai.pmoves.dox.ports.search.Embedder;
import ai.pmoves.dox.ports.store.Store;
import ai.pmoves.dox.ports.tagging.Extractors;
import ai.pmoves.dox.ports.writing.Writers;
import ai.pmoves.dox.replication.mirror.PairOptions;
import ai.pmoves.dox.replication.pair.Journal;
import ai.pmoves.dox.sqlite.SqliteConfig;
import ai.pmoves.dox.sqlite.SqliteStore;
import ai.pmoves.dox.supabase.SupabaseConfig;
import ai.pmoves.dox.supabase.SupabaseStore;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the parts of a {@link Dox}. Each has a default; only {@link #home} has to be set, unless store and files are both
 * replaced. A method that is called twice keeps the later choice. Not thread-safe.
 */
public final class DoxBuilder {
    private static final String STORE = "db.sqlite3";

    /** A device that was away longer compares all rows. */
    private static final Duration KEEP_REMOVALS = Duration.ofDays(30);

    private @Nullable Path home;
    private boolean readOnly;
    private @Nullable Supplier<? extends Store> store;
    private @Nullable Supplier<? extends BlobStore> blobs;
    private Supplier<? extends Embedder> embedder = () -> DjlEmbedder.open(EmbedderConfig.DEFAULT);
    private IngestConfig parsers = IngestConfig.defaults();
    private final List<FileParser> fileParsers = new ArrayList<>();
    private @Nullable LogParser logParser;
    private @Nullable ApiParser apiParser;
    private @Nullable WebPages webPages;
    private LlmConfig languageModels = LlmConfig.DEFAULT;
    private @Nullable Extractors extractors;
    private @Nullable Writers writers;
    private @Nullable DocumentWriter documentWriter;
    private @Nullable PomlWriter pomlWriter;
    private @Nullable DatavzrdWriter datavzrdWriter;
    private @Nullable CsvWriter csvWriter;
    private Clock clock = Clock.systemUTC();
    private @Nullable IdSource ids;
    private IngestLimits limits = IngestLimits.DEFAULT;
    private TaggingSettings tagging = TaggingSettings.DEFAULT;
    private ExportSettings exports = ExportSettings.DEFAULT;
    private ReasonWords words = ReasonWords.JAVA;

    DoxBuilder() {}

    /** Sets the folder of the default store, {@code db.sqlite3}, and of the default files. It is made if it is missing. */
    public DoxBuilder home(Path folder) {
        this.home = requireNonNull(folder, "folder");
        return this;
    }

    /**
     * Opens the defaults only to read: nothing is made, migrated or changed, and the files are opened when they are first
     * needed.
     */
    public DoxBuilder readOnly() {
        this.readOnly = true;
        return this;
    }

    /** Replaces the store. {@code opener} is called once by {@link #build}; {@link Dox#close} closes what it returns. */
    public DoxBuilder store(Supplier<? extends Store> opener) {
        this.store = requireNonNull(opener, "opener");
        return this;
    }

    /**
     * Keeps the default store and a shared store in Postgres as a pair with the same rows. {@link #build} opens the pair, or
     * makes it if the options say so, and replicates until {@link Dox#close}. The shared store has to be migrated: see
     * {@link SupabaseStore#migrate}.
     */
    public DoxBuilder pair(SupabaseConfig shared, PairOptions options) {
        requireNonNull(shared, "shared");
        requireNonNull(options, "options");
        return store(() -> openPair(shared, options));
    }

    private Store openPair(SupabaseConfig shared, PairOptions options) {
        var file = requireHome().resolve(STORE);
        if (readOnly) {
            return PairedStores.openReadOnly(file, shared, options);
        }
        var journal = new Journal(clock, System.getProperty("user.name", "unknown"));
        var pair = PairedStores.open(
                SqliteConfig.of(file), shared.poolSize(), () -> SupabaseStore.open(shared), options, journal);
        pair.keep(KEEP_REMOVALS, clock);
        return pair;
    }

    /** Replaces the files. {@code opener} is called by {@link #build}, or when {@link #readOnly} at the first need. */
    public DoxBuilder blobs(Supplier<? extends BlobStore> opener) {
        this.blobs = requireNonNull(opener, "opener");
        return this;
    }

    /**
     * Replaces the model. {@code loader} is called when the model is first needed, and again only if it failed; {@link
     * Dox#close} closes what it returned.
     */
    public DoxBuilder embedder(Supplier<? extends Embedder> loader) {
        this.embedder = requireNonNull(loader, "loader");
        return this;
    }

    /** Chooses another model of the default kind, or another device. */
    public DoxBuilder embedder(EmbedderConfig config) {
        requireNonNull(config, "config");
        return embedder(() -> DjlEmbedder.open(config));
    }

    /** Sets what the parsers that come along allow, and which programs they run. */
    public DoxBuilder parsers(IngestConfig config) {
        this.parsers = requireNonNull(config, "config");
        return this;
    }

    /** Adds a parser. It reads its types in place of the parser that comes along; of two that are added, the first does. */
    public DoxBuilder fileParser(FileParser parser) {
        fileParsers.add(requireNonNull(parser, "parser"));
        return this;
    }

    /** Replaces the parser of XML logs. */
    public DoxBuilder logParser(LogParser parser) {
        this.logParser = requireNonNull(parser, "parser");
        return this;
    }

    /** Replaces the parser of API descriptions. */
    public DoxBuilder apiParser(ApiParser parser) {
        this.apiParser = requireNonNull(parser, "parser");
        return this;
    }

    /** Replaces the reader of web pages. */
    public DoxBuilder webPages(WebPages reader) {
        this.webPages = requireNonNull(reader, "reader");
        return this;
    }

    /** Sets where language models are, and which are asked. By default rules extract and write, without a network. */
    public DoxBuilder languageModels(LlmConfig config) {
        this.languageModels = requireNonNull(config, "config");
        return this;
    }

    /** Replaces the language models that extract. */
    public DoxBuilder extractors(Extractors models) {
        this.extractors = requireNonNull(models, "models");
        return this;
    }

    /** Replaces the language models that write. */
    public DoxBuilder writers(Writers models) {
        this.writers = requireNonNull(models, "models");
        return this;
    }

    /** Replaces the writer of DOCX files. */
    public DoxBuilder documentWriter(DocumentWriter writer) {
        this.documentWriter = requireNonNull(writer, "writer");
        return this;
    }

    /** Replaces the writer of prompts in POML. */
    public DoxBuilder pomlWriter(PomlWriter writer) {
        this.pomlWriter = requireNonNull(writer, "writer");
        return this;
    }

    /** Replaces the writer of projects for datavzrd, and with it the setting of {@link #exports} for them. */
    public DoxBuilder datavzrdWriter(DatavzrdWriter writer) {
        this.datavzrdWriter = requireNonNull(writer, "writer");
        return this;
    }

    /** Replaces the writer of CSV files. */
    public DoxBuilder csvWriter(CsvWriter writer) {
        this.csvWriter = requireNonNull(writer, "writer");
        return this;
    }

    /** Replaces the system's clock. */
    public DoxBuilder clock(Clock source) {
        this.clock = requireNonNull(source, "source");
        return this;
    }

    /** Replaces the source of ids, which by default are UUIDs that sort by time. */
    public DoxBuilder ids(IdSource source) {
        this.ids = requireNonNull(source, "source");
        return this;
    }

    /** Sets how much of one source is taken. */
    public DoxBuilder limits(IngestLimits value) {
        this.limits = requireNonNull(value, "value");
        return this;
    }

    /** Sets how documents are tagged. */
    public DoxBuilder tagging(TaggingSettings value) {
        this.tagging = requireNonNull(value, "value");
        return this;
    }

    /** Sets how files are made of what is stored. */
    public DoxBuilder exports(ExportSettings value) {
        this.exports = requireNonNull(value, "value");
        return this;
    }

    /**
     * Words failures, with what can be done about them, for texts that people read later: the extras of artifacts, errors
     * of tasks, and the log. By default these name the library's API. Exceptions have both apart: see {@link
     * ai.pmoves.dox.domain.error.DoxException#remedy}.
     */
    public DoxBuilder words(ReasonWords value) {
        this.words = requireNonNull(value, "value");
        return this;
    }

    /**
     * Opens the library; the caller closes it.
     *
     * @throws IllegalStateException if a default needs the home and it is not set
     * @throws ai.pmoves.dox.domain.error.DoxException if a folder, the store or a part cannot be opened; {@code
     *     store.missing} if it is to be opened {@link #readOnly} and is not there; nothing stays open
     */
    public Dox build() {
        return new Dox(this);
    }

    /** What reads sources. */
    record Readers(List<FileParser> files, LogParser logs, ApiParser apis, WebPages webPages) {}

    Readers readers(IdSource source) {
        var builtIn = Parsers.create(parsers.withWords(words), source);
        var files = new ArrayList<>(fileParsers);
        files.addAll(builtIn.fileParsers());
        return new Readers(
                List.copyOf(files),
                logParser == null ? builtIn.logParser() : logParser,
                apiParser == null ? builtIn.apiParser() : apiParser,
                webPages == null ? builtIn.webPages() : webPages);
    }

    Store openStore() {
        if (store != null) {
            return store.get();
        }
        var file = requireHome().resolve(STORE);
        return readOnly ? SqliteStore.openReadOnly(file) : SqliteStore.open(SqliteConfig.of(file));
    }

    BlobStore openBlobs() {
        var opener = blobs == null ? localBlobs(requireHome()) : blobs;
        return readOnly ? LazyBlobStore.lazy(opener) : opener.get();
    }

    private static Supplier<BlobStore> localBlobs(Path home) {
        return () -> LocalBlobStore.open(home);
    }

    private Path requireHome() {
        if (home == null) {
            throw new IllegalStateException("home is not set: it is the folder of the store and of the files");
        }
        return home;
    }

    Supplier<? extends Embedder> embedder() {
        return embedder;
    }

    LlmConfig languageModels() {
        return languageModels;
    }

    Optional<Extractors> extractors() {
        return Optional.ofNullable(extractors);
    }

    Optional<Writers> writers() {
        return Optional.ofNullable(writers);
    }

    DocumentWriter documentWriter() {
        return documentWriter == null ? new PoiDocumentWriter() : documentWriter;
    }

    PomlWriter pomlWriter() {
        return pomlWriter == null ? new XmlPomlWriter() : pomlWriter;
    }

    DatavzrdWriter datavzrdWriter() {
        return datavzrdWriter == null ? new YamlDatavzrdWriter(exports.datavzrdSpells()) : datavzrdWriter;
    }

    CsvWriter csvWriter() {
        return csvWriter == null ? new Rfc4180CsvWriter() : csvWriter;
    }

    Clock clock() {
        return clock;
    }

    IdSource ids() {
        return ids == null ? new TimeOrderedIds(clock) : ids;
    }

    IngestLimits limits() {
        return limits;
    }

    TaggingSettings tagging() {
        return tagging;
    }

    ExportSettings exports() {
        return exports;
    }

    ReasonWords words() {
        return words;
    }
}
