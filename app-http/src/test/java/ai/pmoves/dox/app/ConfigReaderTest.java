package ai.pmoves.dox.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What single keys mean, alone and together, and what is refused. */
class ConfigReaderTest {
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
