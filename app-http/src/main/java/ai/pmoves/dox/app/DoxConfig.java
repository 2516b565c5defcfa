package ai.pmoves.dox.app;

import static ai.pmoves.dox.app.ConfigKey.*;

import ai.pmoves.dox.application.ChrLimits;
import ai.pmoves.dox.application.ExportSettings;
import ai.pmoves.dox.application.HrmSettings;
import ai.pmoves.dox.application.TaggingSettings;
import ai.pmoves.dox.application.sync.OfflineMode;
import ai.pmoves.dox.application.sync.PairOptions;
import ai.pmoves.dox.blobs.SupabaseBlobConfig;
import ai.pmoves.dox.domain.Secret;
import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.domain.export.DatavzrdProject;
import ai.pmoves.dox.domain.export.PomlVariant;
import ai.pmoves.dox.domain.hrm.StepLimits;
import ai.pmoves.dox.ingest.DoclingServeConfig;
import ai.pmoves.dox.ingest.ParserLimits;
import ai.pmoves.dox.llm.LlmConfig;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

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
    private static final long MIB = 1024L * 1024;
    private static final String SHARED = "supabase";
    private static final List<String> WRITERS = List.of("heuristic", "langextract", "ollama", "openai", "gemini");

    /**
     * Where rows and files are kept.
     *
     * @param backend the store's kind in one word, {@code sqlite} or {@code supabase}; of two stores the one that is the
     *     primary at first
     * @param sqliteFile the embedded store's file
     * @param supabase the shared store, if there is one
     * @param pair how the two stores are one, if they are
     * @param keepRemovals how long two stores remember which rows were removed
     * @param bucket the shared files, if they are not in the home
     */
    public record Storage(
            String backend,
            Path sqliteFile,
            Optional<Supabase> supabase,
            Optional<PairOptions> pair,
            Duration keepRemovals,
            Optional<Bucket> bucket) {
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
        var values = new ConfigValues(environment);
        var home = values.path(DOX_HOME).orElse(Path.of(DOX_HOME.defaultText()));
        return new DoxConfig(
                home,
                storage(values, home),
                new Search(searchModel(values), values.choice(SEARCH_DEVICE, List.of("auto", "cpu", "cuda"))),
                ingest(values),
                tagging(values),
                models(values),
                exports(values),
                server(values),
                access(values),
                watch(values),
                deployment(values));
    }

    private static Storage storage(ConfigValues values, Path home) {
        var backend = values.choice(DB_BACKEND, List.of("sqlite", SHARED));
        boolean isSharedFirst = backend.equals(SHARED);
        var pair = pair(values, isSharedFirst);
        return new Storage(
                backend,
                values.path(DB_PATH).orElse(home.resolve("db.sqlite3")),
                isSharedFirst || pair.isPresent()
                        ? Optional.of(supabase(values, isSharedFirst ? DB_BACKEND : SUPABASE_DUAL_WRITE))
                        : Optional.empty(),
                pair,
                Duration.ofDays(values.integer(SYNC_KEEP_REMOVALS, 1, 36_500)),
                values.choice(BLOB_STORE, List.of("local", SHARED)).equals(SHARED)
                        ? Optional.of(bucket(values))
                        : Optional.empty());
    }

    /** A device that goes on offline has a copy of its own, as one that writes to both. */
    private static Optional<PairOptions> pair(ConfigValues values, boolean isSharedFirst) {
        var offline =
                switch (values.choice(OFFLINE_MODE, List.of("off", "read", "queue"))) {
                    case "read" -> OfflineMode.READ;
                    case "queue" -> OfflineMode.QUEUE;
                    default -> OfflineMode.OFF;
                };
        double shadowReads = values.fraction(SHADOW_READS);
        if (values.flag(SUPABASE_DUAL_WRITE) || (isSharedFirst && offline != OfflineMode.OFF)) {
            return Optional.of(new PairOptions(isSharedFirst, offline, shadowReads));
        }
        if (offline != OfflineMode.OFF) {
            throw withoutPair(OFFLINE_MODE, values, "or DB_BACKEND=supabase");
        }
        if (shadowReads > 0) {
            throw withoutPair(SHADOW_READS, values, "or OFFLINE_MODE with DB_BACKEND=supabase");
        }
        return Optional.empty();
    }

    private static DoxException withoutPair(ConfigKey key, ConfigValues values, String or) {
        return new DoxException(
                ErrorCode.CONFIG_INVALID,
                "%s is '%s', which takes two stores: set SUPABASE_DUAL_WRITE=true, %s."
                        .formatted(key, values.text(key), or));
    }

    /** @param why the key that asks for it */
    private static Supabase supabase(ConfigValues values, ConfigKey why) {
        var databaseUrl = values.set(SUPABASE_DB_URL)
                .orElseThrow(() -> new DoxException(ErrorCode.CONFIG_INVALID, """
                        %s is '%s', and SUPABASE_DB_URL is not set: SUPABASE_URL and a key do not reach \
                        the database. The project's dashboard shows the connection string under Connect; take the \
                        session pooler's, put the database password into it, and set it as SUPABASE_DB_URL.\
                        """.formatted(why, values.text(why))));
        if (!values.text(SUPABASE_SCHEMA).equals("public")) {
            throw ConfigValues.invalid(SUPABASE_SCHEMA, values.text(SUPABASE_SCHEMA), "public, where the tables are");
        }
        return new Supabase(
                Secret.of(databaseUrl),
                values.url(SUPABASE_URL)
                        .map(url -> new Rest(
                                url,
                                values.set(SUPABASE_SERVICE_KEY)
                                        .or(() -> values.set(SUPABASE_ANON_KEY))
                                        .map(Secret::of))),
                values.integer(SUPABASE_POOL_SIZE, 2, 100),
                values.integer(SUPABASE_BATCH_SIZE, 1, 10_000),
                values.choice(SUPABASE_VECTOR_SCAN, List.of("index", "exact")).equals("exact"),
                values.flag(AUTO_MIGRATE));
    }

    private static Bucket bucket(ConfigValues values) {
        var name = values.text(SUPABASE_BUCKET);
        if (!SupabaseBlobConfig.isBucketName(name)) {
            throw ConfigValues.invalid(SUPABASE_BUCKET, name, "letters, digits, dots, hyphens and underscores");
        }
        return new Bucket(
                values.url(SUPABASE_URL)
                        .orElseThrow(() -> missing(SUPABASE_URL, "the project's address, https://PROJECT.supabase.co")),
                values.set(SUPABASE_SERVICE_KEY)
                        .map(Secret::of)
                        .orElseThrow(() -> missing(SUPABASE_SERVICE_KEY, "the project's secret key, sb_secret_...")),
                name);
    }

    private static DoxException missing(ConfigKey key, String what) {
        return new DoxException(
                ErrorCode.CONFIG_INVALID,
                "BLOB_STORE is 'supabase', and %s is not set. The dashboard shows it under Project settings, API: %s."
                        .formatted(key, what));
    }

    /** The default's name, which is a name of the Python backend's, means the same model, built in. */
    private static Optional<Path> searchModel(ConfigValues values) {
        return values.text(SEARCH_MODEL).equals(SEARCH_MODEL.defaultText())
                ? Optional.empty()
                : values.path(SEARCH_MODEL);
    }

    private static Ingest ingest(ConfigValues values) {
        return new Ingest(
                values.number(MAX_FILE_BYTES, 1, Long.MAX_VALUE),
                new ParserLimits(
                        values.integer(MAX_CELLS, 1, Integer.MAX_VALUE),
                        values.integer(MAX_PDF_PAGES, 1, Integer.MAX_VALUE),
                        values.number(MAX_PDF_PAGE_BYTES, 1, Integer.MAX_VALUE),
                        values.integer(MAX_ARCHIVE_ENTRIES, 1, Integer.MAX_VALUE),
                        values.number(MAX_ARCHIVE_BYTES, 1, ParserLimits.MOST_ARCHIVE_BYTES),
                        values.number(MAX_WEB_BYTES, 1, ParserLimits.MOST_WEB_BYTES)),
                values.integer(INGEST_WORKERS, 1, 64),
                values.flag(FAST_PDF_MODE),
                values.flag(PDF_FINANCIAL_ANALYSIS),
                values.path(XML_XPATH_MAP_FILE),
                values.set(XML_XPATH_MAP),
                values.text(WHISPER_MODEL),
                values.url(DOCLING_SERVE_URL).map(url -> doclingServe(values, url)));
    }

    /** What is answered may be as large as what could be uploaded in its place. */
    private static DoclingServeConfig doclingServe(ConfigValues values, URI url) {
        return new DoclingServeConfig(
                url,
                values.set(DOCLING_SERVE_API_KEY)
                        .map(key -> headerValue(DOCLING_SERVE_API_KEY, key))
                        .orElse(null),
                Duration.ofSeconds(values.integer(DOCLING_SERVE_TIMEOUT, 1, 86_400)),
                values.number(MAX_FILE_BYTES, 1, Long.MAX_VALUE));
    }

    private static Secret headerValue(ConfigKey key, String text) {
        if (!text.matches("[!-~]+")) {
            throw ConfigValues.invalid(key, "***", "letters, digits and signs of ASCII, as it goes into a header");
        }
        return Secret.of(text);
    }

    private static TaggingSettings tagging(ConfigValues values) {
        return new TaggingSettings(
                values.set(TAGS_PROMPT).orElse(TaggingSettings.DEFAULT.prompt()),
                values.flag(AUTOTAG_USE_HRM),
                values.optionalFlag(AUTOTAG_INCLUDE_POML).orElseGet(() -> values.flag(POML_IN_PROMPT)),
                PomlVariant.of(values.choice(AUTOTAG_POML_VARIANT, List.of("generic", "troubleshoot", "catalog"))),
                new HrmSettings(
                        values.flag(HRM_ENABLED),
                        new StepLimits(values.integer(HRM_MMAX, 1, 1_000), values.integer(HRM_MMIN, 1, 1_000))),
                values.textOfFile(AUTOTAG_MANGLE_FILE).or(() -> values.textOfFile(MANGLE_FILE)),
                values.set(DEVICE_NAME));
    }

    private static LlmConfig models(ConfigValues values) {
        return new LlmConfig(
                values.set(LANGEXTRACT_PROVIDER)
                        .map(word -> values.choice(
                                LANGEXTRACT_PROVIDER, List.of("heuristic", "ollama", "openai", "gemini"))),
                values.set(LANGEXTRACT_MODEL),
                values.requiredUrl(OLLAMA_BASE_URL),
                values.text(OLLAMA_MODEL),
                values.requiredUrl(OPENAI_BASE_URL),
                values.text(OPENAI_MODEL),
                values.set(OPENAI_API_KEY).map(Secret::of),
                values.requiredUrl(GEMINI_BASE_URL),
                values.set(LANGEXTRACT_API_KEY)
                        .or(() -> values.set(GOOGLE_API_KEY))
                        .map(Secret::of),
                Duration.ofSeconds(values.integer(LLM_TIMEOUT_SECONDS, 1, 3_600)),
                new LlmConfig.Writing(
                        values.choice(SUMMARY_PROVIDER, WRITERS),
                        values.text(OLLAMA_SUMMARY_MODEL),
                        values.text(OPENAI_SUMMARY_MODEL),
                        values.choice(ASK_PROVIDER, WRITERS)));
    }

    private static ExportSettings exports(ConfigValues values) {
        return new ExportSettings(
                new ChrLimits(values.integer(CHR_MAX_UNITS, 1, 1_000_000)),
                new DatavzrdProject(values.flag(DATAVZRD_SPELLS)));
    }

    private static Server server(ConfigValues values) {
        var host = values.text(HOST);
        return new Server(
                host,
                values.integer(PORT, 0, 65_535),
                values.number(MAX_REQUEST_BYTES, MIB, Long.MAX_VALUE),
                rateLimit(values, host),
                values.list(TRUSTED_PROXIES),
                values.list(ALLOWED_HOSTS),
                values.list(FRONTEND_ORIGIN),
                values.choice(ENVIRONMENT, List.of("development", "production")),
                values.text(APP_VERSION),
                values.flag(ENABLE_HSTS),
                values.flag(OPEN_PDF_ENABLED),
                values.path(SAMPLE_DIR).orElse(Path.of(SAMPLE_DIR.defaultText())));
    }

    private static AccessConfig access(ConfigValues values) {
        var projectUrl = values.url(SUPABASE_URL);
        return new AccessConfig(
                projectUrl,
                values.set(SUPABASE_JWT_ISSUER).or(() -> projectUrl.map(url -> url + "/auth/v1")),
                values.set(SUPABASE_JWT_SECRET).map(Secret::of),
                values.set(SUPABASE_ANON_KEY).map(Secret::of),
                values.set(SUPABASE_SERVICE_KEY).map(Secret::of),
                values.flag(ALLOW_ANONYMOUS));
    }

    private static Optional<RateLimit> rateLimit(ConfigValues values, String host) {
        var text = values.set(RATE_LIMIT).orElse("");
        if (text.isEmpty()) {
            return IpAddresses.isLoopback(host) ? Optional.empty() : Optional.of(RateLimit.DEFAULT);
        }
        if (text.equalsIgnoreCase("off")) {
            return Optional.empty();
        }
        return Optional.of(RateLimit.parse(text)
                .orElseThrow(() -> ConfigValues.invalid(
                        RATE_LIMIT, text, "off, or a number per second, minute, hour or day, such as 600/minute")));
    }

    private static Watch watch(ConfigValues values) {
        return new Watch(
                values.optionalFlag(WATCH_ENABLED),
                values.path(WATCH_DIR),
                Duration.ofMillis(values.integer(WATCH_DEBOUNCE_MS, 0, 3_600_000)),
                values.integer(WATCH_MIN_BYTES, 0, Integer.MAX_VALUE));
    }

    private static Deployment deployment(ConfigValues values) {
        return new Deployment(
                values.flag(DOCKED_MODE),
                ConfigValues.withoutLogin(values.text(NATS_URL)),
                ConfigValues.withoutLogin(values.text(TENSORZERO_BASE_URL)),
                ConfigValues.withoutLogin(values.text(OLLAMA_BASE_URL)),
                values.set(DOCLING_VLM_REPO),
                values.flag(TRANSFORMERS_OFFLINE) || values.flag(HF_HUB_OFFLINE),
                Stream.of(HUGGINGFACE_HUB_TOKEN, HF_API_KEY, HF_TOKEN, HUGGINGFACE_TOKEN)
                        .anyMatch(key -> values.set(key).isPresent()));
    }
}
