package ai.pmoves.dox.app;

import static ai.pmoves.dox.app.ConfigKey.*;
import static ai.pmoves.dox.app.DoxConfig.SHARED;

import ai.pmoves.dox.application.export.ChrLimits;
import ai.pmoves.dox.application.export.ExportSettings;
import ai.pmoves.dox.application.tagging.HrmSettings;
import ai.pmoves.dox.application.tagging.TaggingSettings;
import ai.pmoves.dox.blobs.SupabaseBlobConfig;
import ai.pmoves.dox.domain.Secret;
import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.domain.export.PomlVariant;
import ai.pmoves.dox.domain.hrm.StepLimits;
import ai.pmoves.dox.ingest.config.DoclingServeConfig;
import ai.pmoves.dox.ingest.config.ParserLimits;
import ai.pmoves.dox.llm.LlmConfig;
import ai.pmoves.dox.replication.changes.MassDeletes;
import ai.pmoves.dox.replication.mirror.OfflineMode;
import ai.pmoves.dox.replication.mirror.PairOptions;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Makes a configuration of the operator's keys and values. */
final class ConfigReader {
    private static final long MIB = 1024L * 1024;
    private static final List<String> WRITERS = List.of("heuristic", "langextract", "ollama", "openai", "gemini");

    private final ConfigValues values;

    ConfigReader(ConfigValues values) {
        this.values = values;
    }

    /** @throws DoxException {@code config.invalid}, naming key, value and choices */
    DoxConfig read() {
        var home = values.pathOrDefault(DOX_HOME);
        return new DoxConfig(
                home,
                storage(home),
                new DoxConfig.Search(searchModel(), values.choice(SEARCH_DEVICE, List.of("auto", "cpu", "cuda"))),
                ingest(),
                tagging(),
                models(),
                exports(),
                server(),
                access(),
                watch(),
                deployment());
    }

    private DoxConfig.Storage storage(Path home) {
        var backend = values.choice(DB_BACKEND, List.of("sqlite", SHARED));
        boolean isSharedFirst = backend.equals(SHARED);
        var pair = pair(isSharedFirst);
        return new DoxConfig.Storage(
                backend,
                values.path(DB_PATH).orElse(home.resolve("db.sqlite3")),
                isSharedFirst || pair.isPresent()
                        ? Optional.of(supabase(isSharedFirst ? DB_BACKEND : SUPABASE_DUAL_WRITE))
                        : Optional.empty(),
                pair,
                Duration.ofDays(values.integer(SYNC_KEEP_REMOVALS, 1, 36_500)),
                Duration.ofSeconds(values.integer(SYNC_SETTLE_SECONDS, 0, 600)),
                values.choice(BLOB_STORE, List.of("local", SHARED)).equals(SHARED)
                        ? Optional.of(bucket())
                        : Optional.empty(),
                values.set(DEVICE_NAME));
    }

    /** A device that goes on offline has a copy of its own, as one that writes to both. */
    private Optional<PairOptions> pair(boolean isSharedFirst) {
        var offline =
                switch (values.choice(OFFLINE_MODE, List.of("off", "read", "queue"))) {
                    case "read" -> OfflineMode.READ;
                    case "queue" -> OfflineMode.QUEUE;
                    default -> OfflineMode.OFF;
                };
        double shadowReads = values.fraction(SHADOW_READS);
        if (values.flag(SUPABASE_DUAL_WRITE) || (isSharedFirst && offline != OfflineMode.OFF)) {
            var options = new PairOptions(isSharedFirst, offline, shadowReads)
                    .withMassDeletes(new MassDeletes(
                            values.fraction(SYNC_MAX_DELETE_SHARE),
                            values.integer(SYNC_MAX_DELETE_ROWS, 0, Integer.MAX_VALUE)));
            return Optional.of(
                    values.set(DEVICE_NAME).map(options::withDeviceName).orElse(options));
        }
        if (offline != OfflineMode.OFF) {
            throw withoutPair(OFFLINE_MODE, "or DB_BACKEND=supabase");
        }
        if (shadowReads > 0) {
            throw withoutPair(SHADOW_READS, "or OFFLINE_MODE with DB_BACKEND=supabase");
        }
        return Optional.empty();
    }

    private DoxException withoutPair(ConfigKey key, String or) {
        return new DoxException(
                ErrorCode.CONFIG_INVALID,
                "%s is '%s', which takes two stores: set SUPABASE_DUAL_WRITE=true, %s."
                        .formatted(key, values.text(key), or));
    }

    /** @param why the key that asks for it */
    private DoxConfig.Supabase supabase(ConfigKey why) {
        var databaseUrl = values.set(SUPABASE_DB_URL)
                .orElseThrow(() -> new DoxException(ErrorCode.CONFIG_INVALID, """
                        %s is '%s', and SUPABASE_DB_URL is not set: SUPABASE_URL and a key do not reach \
                        the database. The project's dashboard shows the connection string under Connect; take the \
                        session pooler's, put the database password into it, and set it as SUPABASE_DB_URL.\
                        """.formatted(why, values.text(why))));
        if (!values.text(SUPABASE_SCHEMA).equals("public")) {
            throw ConfigValues.invalid(SUPABASE_SCHEMA, values.text(SUPABASE_SCHEMA), "public, where the tables are");
        }
        return new DoxConfig.Supabase(
                Secret.of(databaseUrl),
                values.url(SUPABASE_URL)
                        .map(url -> new DoxConfig.Rest(
                                url,
                                values.set(SUPABASE_SERVICE_KEY)
                                        .or(() -> values.set(SUPABASE_ANON_KEY))
                                        .map(Secret::of))),
                values.integer(SUPABASE_POOL_SIZE, 2, 100),
                values.integer(SUPABASE_BATCH_SIZE, 1, 10_000),
                values.choice(SUPABASE_VECTOR_SCAN, List.of("index", "exact")).equals("exact"),
                values.flag(AUTO_MIGRATE));
    }

    private DoxConfig.Bucket bucket() {
        var name = values.text(SUPABASE_BUCKET);
        if (!SupabaseBlobConfig.isBucketName(name)) {
            throw ConfigValues.invalid(SUPABASE_BUCKET, name, "letters, digits, dots, hyphens and underscores");
        }
        return new DoxConfig.Bucket(
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
    private Optional<Path> searchModel() {
        return values.text(SEARCH_MODEL).equals(SEARCH_MODEL.defaultText())
                ? Optional.empty()
                : values.path(SEARCH_MODEL);
    }

    private DoxConfig.Ingest ingest() {
        return new DoxConfig.Ingest(
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
                values.url(DOCLING_SERVE_URL).map(url -> doclingServe(url)));
    }

    /** What is answered may be as large as what could be uploaded in its place. */
    private DoclingServeConfig doclingServe(URI url) {
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

    private TaggingSettings tagging() {
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

    private LlmConfig models() {
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

    private ExportSettings exports() {
        return new ExportSettings(
                new ChrLimits(values.integer(CHR_MAX_UNITS, 1, 1_000_000)), values.flag(DATAVZRD_SPELLS));
    }

    private DoxConfig.Server server() {
        var host = values.text(HOST);
        return new DoxConfig.Server(
                host,
                values.integer(PORT, 0, 65_535),
                values.number(MAX_REQUEST_BYTES, MIB, Long.MAX_VALUE),
                rateLimit(host),
                values.list(TRUSTED_PROXIES),
                values.list(ALLOWED_HOSTS),
                values.list(FRONTEND_ORIGIN),
                values.choice(ENVIRONMENT, List.of("development", "production")),
                values.text(APP_VERSION),
                values.flag(ENABLE_HSTS),
                values.flag(OPEN_PDF_ENABLED),
                values.pathOrDefault(SAMPLE_DIR));
    }

    private AccessConfig access() {
        var projectUrl = values.url(SUPABASE_URL);
        return new AccessConfig(
                projectUrl,
                values.set(SUPABASE_JWT_ISSUER).or(() -> projectUrl.map(url -> url + "/auth/v1")),
                values.set(SUPABASE_JWT_SECRET).map(Secret::of),
                values.set(SUPABASE_ANON_KEY).map(Secret::of),
                values.set(SUPABASE_SERVICE_KEY).map(Secret::of),
                values.flag(ALLOW_ANONYMOUS));
    }

    private Optional<RateLimit> rateLimit(String host) {
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

    private DoxConfig.Watch watch() {
        return new DoxConfig.Watch(
                values.optionalFlag(WATCH_ENABLED),
                values.path(WATCH_DIR),
                Duration.ofMillis(values.integer(WATCH_DEBOUNCE_MS, 0, 3_600_000)),
                values.integer(WATCH_MIN_BYTES, 0, Integer.MAX_VALUE));
    }

    private DoxConfig.Deployment deployment() {
        return new DoxConfig.Deployment(
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
