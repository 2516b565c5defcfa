package ai.pmoves.dox.app;

import static org.assertj.core.api.Assertions.assertThat;

import ai.pmoves.dox.application.export.ChrLimits;
import ai.pmoves.dox.application.export.ExportSettings;
import ai.pmoves.dox.application.tagging.HrmSettings;
import ai.pmoves.dox.application.tagging.TaggingSettings;
import ai.pmoves.dox.domain.Secret;
import ai.pmoves.dox.domain.export.PomlVariant;
import ai.pmoves.dox.domain.hrm.StepLimits;
import ai.pmoves.dox.ingest.config.DoclingServeConfig;
import ai.pmoves.dox.ingest.config.ParserLimits;
import ai.pmoves.dox.llm.LlmConfig;
import ai.pmoves.dox.replication.changes.MassDeletes;
import ai.pmoves.dox.replication.mirror.OfflineMode;
import ai.pmoves.dox.replication.mirror.PairOptions;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
                                Duration.ofSeconds(2),
                                Optional.empty(),
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
                Map.entry("SYNC_SETTLE_SECONDS", "5"),
                Map.entry("SYNC_MAX_DELETE_SHARE", "0.25"),
                Map.entry("SYNC_MAX_DELETE_ROWS", "7"),
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
                                Optional.of(new PairOptions(true, OfflineMode.QUEUE, 0.25)
                                        .withMassDeletes(new MassDeletes(0.25, 7))
                                        .withDeviceName("laptop")),
                                Duration.ofDays(7),
                                Duration.ofSeconds(5),
                                Optional.of(new DoxConfig.Bucket(
                                        URI.create("https://x.supabase.co"), Secret.of("service"), "my-files")),
                                Optional.of("laptop")),
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
                        new ExportSettings(new ChrLimits(77), false),
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

    @Test
    void relativePathsBeginInTheWorkingDirectory() {
        var folder = Path.of("/srv/work");
        var config = DoxConfig.from(Map.of("WATCH_DIR", "in", "XML_XPATH_MAP_FILE", "/etc/map.yaml"), folder);
        assertThat(config.home()).isEqualTo(folder.resolve("./data"));
        assertThat(config.storage().sqliteFile()).isEqualTo(folder.resolve("./data/db.sqlite3"));
        assertThat(config.watch().directory()).contains(folder.resolve("in"));
        assertThat(config.ingest().xpathMapFile()).contains(Path.of("/etc/map.yaml"));

        var elsewhere = DoxConfig.from(Map.of("DOX_HOME", "library", "DB_PATH", "/var/one.sqlite3"), folder);
        assertThat(elsewhere.home()).isEqualTo(folder.resolve("library"));
        assertThat(elsewhere.storage().sqliteFile()).isEqualTo(Path.of("/var/one.sqlite3"));
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
}
