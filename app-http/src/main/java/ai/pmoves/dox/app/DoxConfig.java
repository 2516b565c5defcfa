package ai.pmoves.dox.app;

import ai.pmoves.dox.application.export.ExportSettings;
import ai.pmoves.dox.application.tagging.TaggingSettings;
import ai.pmoves.dox.domain.Secret;
import ai.pmoves.dox.ingest.config.DoclingServeConfig;
import ai.pmoves.dox.ingest.config.ParserLimits;
import ai.pmoves.dox.llm.LlmConfig;
import ai.pmoves.dox.replication.mirror.PairOptions;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the operator chose, read once at the start.
 *
 * @param home where everything is kept, unless another key says otherwise
 */
public record DoxConfig(
        Path home,
        Storage storage,
        Search search,
        Ingest ingest,
        TaggingSettings tagging,
        LlmConfig models,
        ExportSettings exports,
        Server server,
        AccessConfig access,
        Watch watch,
        Deployment deployment) {
    /** The names of the stores as {@code DB_BACKEND} has them. */
    public static final String SHARED = "supabase";

    public static final String EMBEDDED = "sqlite";

    /**
     * Where rows and files are kept.
     *
     * @param backend the store's kind in one word, {@code sqlite} or {@code supabase}; of two stores the one that is the
     *     primary at first
     * @param sqliteFile the embedded store's file
     * @param supabase the shared store, if there is one
     * @param pair how the two stores are one, if they are
     * @param keepRemovals how long two stores remember which rows were removed
     * @param settlingTime how long rows must stay different before a comparison of two stores reports them
     * @param bucket the shared files, if they are not in the home
     * @param deviceName what this machine is called in records, if not by its own name
     */
    public record Storage(
            String backend,
            Path sqliteFile,
            Optional<Supabase> supabase,
            Optional<PairOptions> pair,
            Duration keepRemovals,
            Duration settlingTime,
            Optional<Bucket> bucket,
            Optional<String> deviceName) {
        /** Whether the shared store is the one, or the first of two. */
        public boolean isSharedFirst() {
            return backend.equals(SHARED);
        }
    }

    /**
     * The shared store.
     *
     * @param databaseUrl the connection string, with the password in it
     * @param rest by which devices read it directly, if that is to be watched
     * @param autoMigrate whether opening the store brings its tables up to date
     */
    public record Supabase(
            Secret databaseUrl,
            Optional<Rest> rest,
            int poolSize,
            int batchSize,
            boolean exactVectors,
            boolean autoMigrate) {}

    /** The REST side of a project, with a key that its gateway lets in. */
    public record Rest(URI projectUrl, Optional<Secret> key) {}

    /** A bucket of a project's Storage. */
    public record Bucket(URI projectUrl, Secret serviceKey, String name) {}

    /**
     * The model of search.
     *
     * @param modelDirectory empty for the model that comes with the library
     * @param device {@code auto}, {@code cpu} or {@code cuda}
     */
    public record Search(Optional<Path> modelDirectory, String device) {}

    /**
     * How sources are read.
     *
     * @param doclingServe who reads PDFs, if not this program alone
     */
    public record Ingest(
            long maxFileBytes,
            ParserLimits limits,
            int workers,
            boolean fastPdf,
            boolean financialAnalysis,
            Optional<Path> xpathMapFile,
            Optional<String> xpathMap,
            String whisperModel,
            Optional<DoclingServeConfig> doclingServe) {}

    /**
     * How the server answers.
     *
     * @param rateLimit empty for none
     * @param trustedProxies whose word about a client's address counts
     * @param allowedHosts what a server on loopback is called by, besides localhost
     * @param frontendOrigins whose pages may change something, and in development call directly
     */
    public record Server(
            String host,
            int port,
            long maxRequestBytes,
            Optional<RateLimit> rateLimit,
            List<String> trustedProxies,
            List<String> allowedHosts,
            List<String> frontendOrigins,
            String environment,
            String appVersion,
            boolean hsts,
            boolean openPdf,
            Path sampleDirectory) {}

    /**
     * The folder whose new files are ingested.
     *
     * @param enabled empty where that depends on whether there is such a folder
     * @param directory empty for the usual one
     */
    public record Watch(Optional<Boolean> enabled, Optional<Path> directory, Duration debounce, int minBytes) {}

    /** What {@code /config} tells about the surroundings. */
    public record Deployment(
            boolean docked,
            String natsUrl,
            String tensorZeroUrl,
            String ollamaUrl,
            Optional<String> vlmRepo,
            boolean offline,
            boolean huggingFaceToken) {}

    /**
     * Reads all keys.
     *
     * @throws ai.pmoves.dox.domain.error.DoxException {@code config.invalid}, naming key, value and choices
     */
    public static DoxConfig from(Map<String, String> environment) {
        return from(environment, Path.of(""));
    }

    /**
     * Reads all keys, with paths that begin in this directory where they are relative.
     *
     * @throws ai.pmoves.dox.domain.error.DoxException {@code config.invalid}, naming key, value and choices
     */
    public static DoxConfig from(Map<String, String> environment, Path workingDirectory) {
        return new ConfigReader(new ConfigValues(environment, workingDirectory)).read();
    }
}
