package ai.pmoves.dox.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.pmoves.dox.application.ChrLimits;
import ai.pmoves.dox.application.ExportSettings;
import ai.pmoves.dox.application.HrmSettings;
import ai.pmoves.dox.application.TaggingSettings;
import ai.pmoves.dox.application.sync.OfflineMode;
import ai.pmoves.dox.application.sync.PairOptions;
import ai.pmoves.dox.domain.Secret;
import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.domain.export.DatavzrdProject;
import ai.pmoves.dox.domain.export.PomlVariant;
import ai.pmoves.dox.domain.hrm.StepLimits;
import ai.pmoves.dox.ingest.DoclingServeConfig;
import ai.pmoves.dox.ingest.ParserLimits;
import ai.pmoves.dox.llm.LlmConfig;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DoxConfigTest {
    @Test
    void everyKeyHasItsDefault() {
        assertThat(DoxConfig.from(Map.of()))
                .isEqualTo(new DoxConfig(
                        Path.of("./data"),
                        new DoxConfig.Storage(
                                "sqlite",
                                Path.of("./data/db.sqlite3"),
                                Optional.empty(),
                                Optional.empty(),
                                Duration.ofDays(30),
                                Optional.empty()),
                        new DoxConfig.Search(Optional.empty(), "auto"),
                        new DoxConfig.Ingest(
                                104_857_600,
                                new ParserLimits(2_000_000, 5_000, 134_217_728, 20_000, 268_435_456, 10_485_760),
                                2,
                                false,
                                true,
                                Optional.empty(),
                                Optional.empty(),
                                "tiny.en",
                                Optional.empty()),
                        TaggingSettings.DEFAULT,
                        LlmConfig.DEFAULT,
                        ExportSettings.DEFAULT,
                        new DoxConfig.Server(
                                "127.0.0.1",
                                8484,
                                1_073_741_824,
                                Optional.empty(),
                                List.of(),
                                List.of(),
                                List.of("http://localhost:3000"),
                                "development",
                                "1.0.0",
                                false,
                                false,
                                Path.of("/app/samples")),
                        AccessConfig.NONE,
                        new DoxConfig.Watch(Optional.empty(), Optional.empty(), Duration.ofSeconds(1), 1),
                        new DoxConfig.Deployment(
                                false,
                                "",
                                "http://tensorzero-gateway:3030",
                                "http://localhost:11434",
                                Optional.empty(),
                                false,
                                false)));
    }

    @Test
    void everyKeyIsRead(@TempDir Path folder) throws IOException {
        var rules = Files.writeString(folder.resolve("rules.mg"), "a(X) :- b(X).");
        var others = Files.writeString(folder.resolve("others.mg"), "c(X).");
        var config = DoxConfig.from(Map.ofEntries(
                Map.entry("DOX_HOME", "h"),
                Map.entry("DB_BACKEND", "Supabase"),
                Map.entry("SUPABASE_DB_URL", "postgresql://u:p@h/db"),
                Map.entry("SUPABASE_URL", "https://x.supabase.co/"),
                Map.entry("SUPABASE_ANON_KEY", "anon"),
                Map.entry("SUPABASE_SERVICE_KEY", "service"),
                Map.entry("SUPABASE_SCHEMA", "public"),
                Map.entry("SUPABASE_POOL_SIZE", "3"),
                Map.entry("SUPABASE_BATCH_SIZE", "100"),
                Map.entry("SUPABASE_VECTOR_SCAN", "Exact"),
                Map.entry("AUTO_MIGRATE", "true"),
                Map.entry("BLOB_STORE", "Supabase"),
                Map.entry("SUPABASE_BUCKET", "my-files"),
                Map.entry("DB_PATH", "x.db"),
                Map.entry("SUPABASE_DUAL_WRITE", "yes"),
                Map.entry("OFFLINE_MODE", "Queue"),
                Map.entry("SHADOW_READS", "0.25"),
                Map.entry("SYNC_KEEP_REMOVALS", "7"),
                Map.entry("HOST", "0.0.0.0"),
                Map.entry("PORT", "0"),
                Map.entry("MAX_FILE_BYTES", "5"),
                Map.entry("MAX_REQUEST_BYTES", "2000000"),
                Map.entry("RATE_LIMIT", "10/second"),
                Map.entry("TRUSTED_PROXIES", "10.0.0.1, 10.0.0.2"),
                Map.entry("ALLOWED_HOSTS", "dox.example"),
                Map.entry("FRONTEND_ORIGIN", "http://a,http://b"),
                Map.entry("ENVIRONMENT", "production"),
                Map.entry("APP_VERSION", "2"),
                Map.entry("ENABLE_HSTS", "on"),
                Map.entry("OPEN_PDF_ENABLED", "YES"),
                Map.entry("SUPABASE_JWT_SECRET", "s3cret"),
                Map.entry("SUPABASE_JWT_ISSUER", "https://login.example"),
                Map.entry("ALLOW_ANONYMOUS", "yes"),
                Map.entry("SAMPLE_DIR", "samples"),
                Map.entry("SEARCH_MODEL", "models/e5"),
                Map.entry("SEARCH_DEVICE", "CPU"),
                Map.entry("INGEST_WORKERS", "3"),
                Map.entry("MAX_CELLS", "11"),
                Map.entry("MAX_PDF_PAGES", "12"),
                Map.entry("MAX_PDF_PAGE_BYTES", "13"),
                Map.entry("MAX_ARCHIVE_ENTRIES", "14"),
                Map.entry("MAX_ARCHIVE_BYTES", "15"),
                Map.entry("MAX_WEB_BYTES", "16"),
                Map.entry("FAST_PDF_MODE", "1"),
                Map.entry("PDF_FINANCIAL_ANALYSIS", "Off"),
                Map.entry("XML_XPATH_MAP_FILE", "map.yaml"),
                Map.entry("XML_XPATH_MAP", "{}"),
                Map.entry("WHISPER_MODEL", "base"),
                Map.entry("DOCLING_SERVE_URL", "http://d:5001/"),
                Map.entry("DOCLING_SERVE_API_KEY", "s3cret-of-docling"),
                Map.entry("DOCLING_SERVE_TIMEOUT", "8"),
                Map.entry("TAGS_PROMPT", "Tag it"),
                Map.entry("POML_IN_PROMPT", "no"),
                Map.entry("AUTOTAG_INCLUDE_POML", "yes"),
                Map.entry("AUTOTAG_POML_VARIANT", "Catalog"),
                Map.entry("AUTOTAG_USE_HRM", "1"),
                Map.entry("AUTOTAG_MANGLE_FILE", rules.toString()),
                Map.entry("MANGLE_FILE", others.toString()),
                Map.entry("HRM_ENABLED", "true"),
                Map.entry("HRM_MMAX", "9"),
                Map.entry("HRM_MMIN", "3"),
                Map.entry("LANGEXTRACT_PROVIDER", "Ollama"),
                Map.entry("LANGEXTRACT_MODEL", "tiny"),
                Map.entry("GOOGLE_API_KEY", "google"),
                Map.entry("GEMINI_BASE_URL", "http://g"),
                Map.entry("OPENAI_API_KEY", "openai"),
                Map.entry("OPENAI_BASE_URL", "http://a/v1/"),
                Map.entry("OPENAI_MODEL", "gpt"),
                Map.entry("OLLAMA_MODEL", "llama"),
                Map.entry("LLM_TIMEOUT_SECONDS", "7"),
                Map.entry("SUMMARY_PROVIDER", "openai"),
                Map.entry("OLLAMA_SUMMARY_MODEL", "tiny"),
                Map.entry("OPENAI_SUMMARY_MODEL", "mini"),
                Map.entry("ASK_PROVIDER", "LangExtract"),
                Map.entry("DEVICE_NAME", "laptop"),
                Map.entry("WATCH_ENABLED", "no"),
                Map.entry("WATCH_DIR", "in"),
                Map.entry("WATCH_DEBOUNCE_MS", "20"),
                Map.entry("WATCH_MIN_BYTES", "0"),
                Map.entry("CHR_MAX_UNITS", "77"),
                Map.entry("DATAVZRD_SPELLS", "off"),
                Map.entry("DOCKED_MODE", "true"),
                Map.entry("NATS_URL", "nats://n:4222"),
                Map.entry("TENSORZERO_BASE_URL", "http://t"),
                Map.entry("OLLAMA_BASE_URL", "http://o"),
                Map.entry("DOCLING_VLM_REPO", "vlm"),
                Map.entry("TRANSFORMERS_OFFLINE", "0"),
                Map.entry("HF_HUB_OFFLINE", "1"),
                Map.entry("HUGGINGFACE_TOKEN", "hf")));

        assertThat(config)
                .isEqualTo(new DoxConfig(
                        Path.of("h"),
                        new DoxConfig.Storage(
                                "supabase",
                                Path.of("x.db"),
                                Optional.of(new DoxConfig.Supabase(
                                        Secret.of("postgresql://u:p@h/db"),
                                        Optional.of(new DoxConfig.Rest(
                                                URI.create("https://x.supabase.co"),
                                                Optional.of(Secret.of("service")))),
                                        3,
                                        100,
                                        true,
                                        true)),
                                Optional.of(new PairOptions(true, OfflineMode.QUEUE, 0.25)),
                                Duration.ofDays(7),
                                Optional.of(new DoxConfig.Bucket(
                                        URI.create("https://x.supabase.co"), Secret.of("service"), "my-files"))),
                        new DoxConfig.Search(Optional.of(Path.of("models/e5")), "cpu"),
                        new DoxConfig.Ingest(
                                5,
                                new ParserLimits(11, 12, 13, 14, 15, 16),
                                3,
                                true,
                                false,
                                Optional.of(Path.of("map.yaml")),
                                Optional.of("{}"),
                                "base",
                                Optional.of(new DoclingServeConfig(
                                        URI.create("http://d:5001"),
                                        Secret.of("s3cret-of-docling"),
                                        Duration.ofSeconds(8),
                                        5))),
                        new TaggingSettings(
                                "Tag it",
                                true,
                                true,
                                PomlVariant.CATALOG,
                                new HrmSettings(true, new StepLimits(9, 3)),
                                Optional.of("a(X) :- b(X)."),
                                Optional.of("laptop")),
                        new LlmConfig(
                                Optional.of("ollama"),
                                Optional.of("tiny"),
                                URI.create("http://o"),
                                "llama",
                                URI.create("http://a/v1"),
                                "gpt",
                                Optional.of(Secret.of("openai")),
                                URI.create("http://g"),
                                Optional.of(Secret.of("google")),
                                Duration.ofSeconds(7),
                                new LlmConfig.Writing("openai", "tiny", "mini", "langextract")),
                        new ExportSettings(new ChrLimits(77), new DatavzrdProject(false)),
                        new DoxConfig.Server(
                                "0.0.0.0",
                                0,
                                2_000_000,
                                Optional.of(new RateLimit(10, Duration.ofSeconds(1))),
                                List.of("10.0.0.1", "10.0.0.2"),
                                List.of("dox.example"),
                                List.of("http://a", "http://b"),
                                "production",
                                "2",
                                true,
                                true,
                                Path.of("samples")),
                        new AccessConfig(
                                Optional.of(URI.create("https://x.supabase.co")),
                                Optional.of("https://login.example"),
                                Optional.of(Secret.of("s3cret")),
                                Optional.of(Secret.of("anon")),
                                Optional.of(Secret.of("service")),
                                true),
                        new DoxConfig.Watch(Optional.of(false), Optional.of(Path.of("in")), Duration.ofMillis(20), 0),
                        new DoxConfig.Deployment(
                                true, "nats://n:4222", "http://t", "http://o", Optional.of("vlm"), true, true)));
        assertThat(config.toString()).doesNotContain("s3cret").contains("***");
    }

    @ParameterizedTest
    @ValueSource(strings = {"HUGGINGFACE_HUB_TOKEN", "HF_API_KEY", "HF_TOKEN", "HUGGINGFACE_TOKEN"})
    void anyOfTheTokensCounts(String key) {
        assertThat(DoxConfig.from(Map.of(key, "t")).deployment().huggingFaceToken())
                .isTrue();
    }

    @Test
    void aBlankValueIsNotSet() {
        assertThat(DoxConfig.from(Map.of("PORT", "", "WATCH_ENABLED", " ", "SUPABASE_JWT_SECRET", "")))
                .isEqualTo(DoxConfig.from(Map.of()));
    }

    @ParameterizedTest
    @CsvSource({"'','',false", "yes,'',true", "yes,no,false", "no,yes,true"})
    void pomlInPromptsCountsWhereAutotagHasNoWordOfItsOwn(String general, String own, boolean used) {
        var config = DoxConfig.from(Map.of("POML_IN_PROMPT", general, "AUTOTAG_INCLUDE_POML", own));
        assertThat(config.tagging().autotagUsesPoml()).isEqualTo(used);
    }

    @Test
    void rulesForPromptsAreReadFromASmallFile(@TempDir Path folder) throws IOException {
        var file = folder.resolve("rules.mg");
        Files.writeString(file, "a(X).");
        assertThat(DoxConfig.from(Map.of("MANGLE_FILE", file.toString()))
                        .tagging()
                        .promptRules())
                .hasValue("a(X).");
        Files.writeString(file, "a".repeat(65_537));
        assertThatThrownBy(() -> DoxConfig.from(Map.of("MANGLE_FILE", file.toString())))
                .hasMessage("MANGLE_FILE is '%s'; it has to be a file of at most 65536 bytes.".formatted(file));
    }

    @Test
    void theDatabaseMovesWithTheHome() {
        assertThat(DoxConfig.from(Map.of("DOX_HOME", "/srv/dox")).storage().sqliteFile())
                .isEqualTo(Path.of("/srv/dox/db.sqlite3"));
    }

    @Test
    void theNameOfTheDefaultModelMeansTheBuiltInOne() {
        assertThat(DoxConfig.from(Map.of("SEARCH_MODEL", "sentence-transformers/all-MiniLM-L6-v2"))
                        .search()
                        .modelDirectory())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, '', off",
        "localhost, '', off",
        "::1, '', off",
        "[::1], '', off",
        "127.evil.example, '', on",
        "0.0.0.0, '', on",
        "0.0.0.0, off, off",
        "127.0.0.1, 5/hour, on"
    })
    void theRateIsLimitedByDefaultWhereOthersCanReachTheServer(String host, String limit, String outcome) {
        var config = DoxConfig.from(Map.of("HOST", host, "RATE_LIMIT", limit));

        assertThat(config.server().rateLimit().isPresent()).isEqualTo(outcome.equals("on"));
    }

    @Test
    void aKeyThatNoHeaderCanCarryIsNotShown() {
        var values = Map.of("DOCLING_SERVE_URL", "http://d", "DOCLING_SERVE_API_KEY", "k\u00fc");
        assertThatThrownBy(() -> DoxConfig.from(values))
                .hasMessage(
                        "DOCLING_SERVE_API_KEY is '***'; it has to be letters, digits and signs of ASCII, as it goes"
                                + " into a header.");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            BLOB_STORE        | s3        | BLOB_STORE is 's3'; it has to be local or supabase.
            DB_BACKEND        | mysql     | DB_BACKEND is 'mysql'; it has to be sqlite or supabase.
            OFFLINE_MODE      | sometimes | OFFLINE_MODE is 'sometimes'; it has to be off or read or queue.
            OFFLINE_MODE      | read      | OFFLINE_MODE is 'read', which takes two stores: set SUPABASE_DUAL_WRITE=true, or DB_BACKEND=supabase.
            SHADOW_READS      | 1.1       | SHADOW_READS is '1.1'; it has to be a number from 0 to 1.
            SHADOW_READS      | NaN       | SHADOW_READS is 'NaN'; it has to be a number from 0 to 1.
            SHADOW_READS      | half      | SHADOW_READS is 'half'; it has to be a number from 0 to 1.
            SHADOW_READS      | 0.5       | SHADOW_READS is '0.5', which takes two stores: set SUPABASE_DUAL_WRITE=true, or OFFLINE_MODE with DB_BACKEND=supabase.
            SUMMARY_PROVIDER  | psychic   | SUMMARY_PROVIDER is 'psychic'; it has to be heuristic or langextract or ollama or openai or gemini.
            ASK_PROVIDER      | psychic   | ASK_PROVIDER is 'psychic'; it has to be heuristic or langextract or ollama or openai or gemini.
            MANGLE_FILE       | /nowhere  | MANGLE_FILE is '/nowhere'; it has to be a file that can be read.
            PORT              | 70000     | PORT is '70000'; it has to be 0 to 65535.
            PORT              | eighty    | PORT is 'eighty'; it has to be 0 to 65535.
            MAX_FILE_BYTES    | 0         | MAX_FILE_BYTES is '0'; it has to be a whole number from 1.
            MAX_FILE_BYTES    | 100MB     | MAX_FILE_BYTES is '100MB'; it has to be a whole number from 1.
            OPEN_PDF_ENABLED  | maybe     | OPEN_PDF_ENABLED is 'maybe'; it has to be 1, true, yes, on, 0, false, no or off.
            SEARCH_DEVICE     | tpu       | SEARCH_DEVICE is 'tpu'; it has to be auto or cpu or cuda.
            ENVIRONMENT       | test      | ENVIRONMENT is 'test'; it has to be development or production.
            INGEST_WORKERS    | 0         | INGEST_WORKERS is '0'; it has to be 1 to 64.
            MAX_CELLS           | 0          | MAX_CELLS is '0'; it has to be 1 to 2147483647.
            MAX_CELLS           | 2147483648 | MAX_CELLS is '2147483648'; it has to be 1 to 2147483647.
            MAX_PDF_PAGES       | -1         | MAX_PDF_PAGES is '-1'; it has to be 1 to 2147483647.
            MAX_PDF_PAGE_BYTES  | 1GB        | MAX_PDF_PAGE_BYTES is '1GB'; it has to be 1 to 2147483647.
            MAX_ARCHIVE_ENTRIES | none       | MAX_ARCHIVE_ENTRIES is 'none'; it has to be 1 to 2147483647.
            MAX_ARCHIVE_BYTES   | 4294967296 | MAX_ARCHIVE_BYTES is '4294967296'; it has to be 1 to 4294967295.
            MAX_WEB_BYTES       | 1073741825 | MAX_WEB_BYTES is '1073741825'; it has to be 1 to 1073741824.
            DOCLING_SERVE_URL   | localhost:5001 | DOCLING_SERVE_URL is 'localhost:5001'; it has to be a URL such as https://host.
            DOCLING_SERVE_URL   | http://u:p@h   | DOCLING_SERVE_URL is 'http://***@h'; it has to be a URL without a login, such as https://host.
            RATE_LIMIT        | 0/minute  | RATE_LIMIT is '0/minute'; it has to be off, or a number per second, minute, hour or day, such as 600/minute.
            RATE_LIMIT        | fast      | RATE_LIMIT is 'fast'; it has to be off, or a number per second, minute, hour or day, such as 600/minute.
            """)
    void aWrongValueIsRefusedNamingKeyValueAndChoices(String key, String value, String message) {
        assertThatThrownBy(() -> DoxConfig.from(Map.of(key, value)))
                .isInstanceOfSatisfying(
                        DoxException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFIG_INVALID))
                .hasMessage(message);
    }

    @Test
    void theDocumentationListsEveryKeyWithItsDefault() throws IOException {
        var rows = Pattern.compile("^\\| `(\\w+)` \\| (?:`([^`]*)`)? ?\\|", Pattern.MULTILINE)
                .matcher(Files.readString(Path.of("../docs/configuration.md")));
        var documented = rows.results()
                .collect(Collectors.toMap(row -> row.group(1), row -> Optional.ofNullable(row.group(2))
                        .orElse("")));

        assertThat(documented)
                .containsExactlyInAnyOrderEntriesOf(Arrays.stream(ConfigKey.values())
                        .collect(Collectors.toMap(Enum::name, ConfigKey::defaultText)));
    }

    @Test
    void aProjectsAddressAndKeyDoNotReachItsDatabase() {
        assertThatThrownBy(() -> DoxConfig.from(Map.of(
                        "DB_BACKEND", "supabase",
                        "SUPABASE_URL", "https://x.supabase.co",
                        "SUPABASE_SERVICE_KEY", "sb_secret_x")))
                .isInstanceOfSatisfying(
                        DoxException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFIG_INVALID))
                .hasMessageContaining("SUPABASE_DB_URL is not set")
                .hasMessageContaining("dashboard shows the connection string under Connect")
                .hasMessageNotContaining("sb_secret_x");
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "none",
            value = {
                "sqlite, false, off, none",
                "supabase, false, off, none",
                "sqlite, true, off, EDGE OFF",
                "supabase, true, off, HUB OFF",
                "supabase, false, read, HUB READ",
                "supabase, true, queue, HUB QUEUE",
                "sqlite, true, queue, EDGE QUEUE"
            })
    void thereAreTwoStoresWhereBothAreWrittenOrOneIsACopy(
            String backend, String dualWrite, String offline, @Nullable String pair) {
        var storage = DoxConfig.from(Map.of(
                        "DB_BACKEND", backend,
                        "SUPABASE_DUAL_WRITE", dualWrite,
                        "OFFLINE_MODE", offline,
                        "SUPABASE_DB_URL", "postgresql://h/d"))
                .storage();
        assertThat(storage.pair()
                        .map(options -> (options.hubFirst() ? "HUB " : "EDGE ") + options.offline())
                        .orElse(null))
                .isEqualTo(pair);
        assertThat(storage.supabase().isPresent()).isEqualTo(pair != null || backend.equals("supabase"));
        assertThat(storage.backend()).isEqualTo(backend);
    }

    @Test
    void twoStoresTakeTheConnectionStringOfTheSharedOne() {
        assertThatThrownBy(() -> DoxConfig.from(Map.of("SUPABASE_DUAL_WRITE", "on")))
                .isInstanceOfSatisfying(
                        DoxException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFIG_INVALID))
                .hasMessageStartingWith("SUPABASE_DUAL_WRITE is 'on', and SUPABASE_DB_URL is not set");
    }

    @Test
    void theProjectSignsItsUsersTokensAlsoWhereRowsAreKeptHere() {
        var access =
                DoxConfig.from(Map.of("SUPABASE_URL", "https://x.supabase.co/")).access();
        assertThat(access.issuer()).hasValue("https://x.supabase.co/auth/v1");
        assertThat(access.isGuarded()).isTrue();
    }

    @Test
    void noLoginIsShownThatAnAddressHasInIt() {
        var deployment =
                DoxConfig.from(Map.of("NATS_URL", "nats://u:p@nats:4222")).deployment();
        assertThat(deployment.natsUrl()).isEqualTo("nats://***@nats:4222");
        assertThatThrownBy(() -> DoxConfig.from(Map.of("OLLAMA_BASE_URL", "http://u:p@o:1")))
                .hasMessage(
                        "OLLAMA_BASE_URL is 'http://***@o:1'; it has to be a URL without a login, such as https://host.");
        assertThatThrownBy(() -> DoxConfig.from(Map.of("SUPABASE_URL", "https://u:p@x.supabase.co")))
                .hasMessage("SUPABASE_URL is 'https://***@x.supabase.co'; it has to be a URL without a login, such as"
                        + " https://host.");
    }

    @Test
    void anotherSchemaIsRefused() {
        assertThatThrownBy(() -> DoxConfig.from(Map.of(
                        "DB_BACKEND", "supabase", "SUPABASE_DB_URL", "postgresql://h/d", "SUPABASE_SCHEMA", "mine")))
                .hasMessage("SUPABASE_SCHEMA is 'mine'; it has to be public, where the tables are.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SUPABASE_SERVICE_KEY | sb_secret_x | BLOB_STORE is 'supabase', and SUPABASE_URL is not set. The dashboard"
                        + " shows it under Project settings, API: the project's address, https://PROJECT.supabase.co.",
                "SUPABASE_URL | https://x.co | BLOB_STORE is 'supabase', and SUPABASE_SERVICE_KEY is not set. The dashboard"
                        + " shows it under Project settings, API: the project's secret key, sb_secret_....",
                "SUPABASE_BUCKET | a/b | SUPABASE_BUCKET is 'a/b'; it has to be letters, digits, dots, hyphens and"
                        + " underscores."
            })
    void aBucketNeedsItsAddressAndKey(String key, String value, String message) {
        assertThatThrownBy(() -> DoxConfig.from(Map.of("BLOB_STORE", "supabase", key, value)))
                .isInstanceOfSatisfying(
                        DoxException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFIG_INVALID))
                .hasMessage(message);
    }

    @Test
    void anAddressThatIsNoneIsRefused() {
        assertThatThrownBy(() -> DoxConfig.from(Map.of(
                        "DB_BACKEND",
                        "supabase",
                        "SUPABASE_DB_URL",
                        "postgresql://h/d",
                        "SUPABASE_URL",
                        "x.supabase.co")))
                .hasMessage("SUPABASE_URL is 'x.supabase.co'; it has to be a URL such as https://host.");
    }
}
