package ai.pmoves.dox.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ai.pmoves.dox.app.cli.fixture.ApiClient;
import ai.pmoves.dox.app.cli.fixture.CommandResult;
import ai.pmoves.dox.app.cli.fixture.RunningServer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands on an embedded store, from ingesting on. */
class CommandsTest {
    private static final JsonMapper JSON = new JsonMapper();

    @TempDir
    private Path folder;

    private CommandResult dox(String... arguments) {
        return CommandResult.of(folder, Map.of(), arguments);
    }

    @BeforeEach
    void writeSamples() throws IOException {
        var samples = Files.createDirectories(folder.resolve("samples"));
        Files.writeString(samples.resolve("a.csv"), "Week,Spend,Revenue\n1,10,20\n2,5,30\n");
        Files.writeString(samples.resolve("log.xml"), """
                <log><entry><ts>2026-01-01T00:00:00</ts><level>ERROR</level><code>E1042</code>
                <message>login timed out for user bob</message></entry></log>""");
        Files.writeString(samples.resolve("api.json"), """
                {"openapi":"3.0.0","info":{"title":"Loans"},
                 "paths":{"/loans":{"post":{"summary":"Apply for a loan"}}}}""");
        Files.writeString(samples.resolve("notes.txt"), "nobody reads this");
    }

    @Test
    void ingestThenSearchThenAskTheServer() throws Exception {
        var ingested = dox("ingest", "samples");
        assertThat(ingested.out()).isEqualToNormalizingNewlines("""
                        stored   a.csv  1 fact, 1 piece of evidence
                        stored   api.json  1 row
                        stored   log.xml  1 row
                        3 stored, 2 texts embedded.
                        Passed over, since nothing here reads them: %s.
                        """.formatted(folder.resolve("samples/notes.txt")));
        assertThat(ingested.exitCode()).isZero();
        assertThat(folder.resolve("data/db.sqlite3")).exists();

        var found = dox("search", "borrow", "money");
        assertThat(found.out())
                .containsPattern(
                        " 1\\. \\d\\.\\d{3}  api  POST /loans  \\(meaning 0\\.\\d\\d\\)\n    POST /loans Apply for a loan\n")
                .containsPattern(
                        " 2\\. \\d\\.\\d{3}  log  ERROR E1042 2026-01-01T00:00:00  \\(meaning -?0\\.\\d\\d\\)\n");
        assertThat(found.err()).isEmpty();

        var asJson = object(
                dox("search", "--json", "-k", "1", "--type", "log", "login").out());
        try (var server = RunningServer.start(folder, Map.of())) {
            var fromServer = (ObjectNode)
                    new ApiClient(server.address()).post("/search", "{\"q\":\"login\",\"k\":1,\"types\":[\"log\"]}");
            assertThat(withoutTime(asJson)).isEqualTo(withoutTime(fromServer));
            assertThat(asJson.path("results").path(0).path("meta").path("code").asText())
                    .isEqualTo("E1042");
            assertThat(server.stop()).isZero();
        }
    }

    @Test
    void ingestAgainAndInJson() throws Exception {
        Files.writeString(folder.resolve("samples/broken.xml"), "<log><entry></log>");

        var first = dox("ingest", "--json", "--no-embed", "samples");
        var results = object(first.out()).path("results");
        assertThat(first.exitCode()).isEqualTo(1);
        assertThat(results).hasSize(4);
        assertThat(results.path(0).path("status").asText()).isEqualTo("success");
        assertThat(results.path(0).path("artifact_id").asText()).hasSize(36);
        assertThat(results.path(0).path("facts_count").asInt()).isEqualTo(1);
        assertThat(results.path(1).path("document_id").asText()).hasSize(36);
        assertThat(results.path(1).path("rows").asInt()).isEqualTo(1);
        assertThat(results.path(2).path("status").asText()).isEqualTo("error");
        assertThat(results.path(2).path("code").asText()).isEqualTo("ingest.unreadable");

        var second = dox("ingest", "--no-embed", "samples/a.csv", "samples/log.xml");
        assertThat(second.out()).isEqualToNormalizingNewlines("""
                        skipped  a.csv  in the library already
                        skipped  log.xml  in the library already
                        0 stored, 2 skipped.
                        """);
        assertThat(second.exitCode()).isZero();

        var again = dox("ingest", "--no-embed", "--again", "samples/a.csv");
        assertThat(again.out()).startsWith("stored   a.csv");

        var rebuilt = dox("rebuild");
        assertThat(rebuilt.out())
                .startsWith("sqlite (")
                .endsWith("db.sqlite3): 2 chunks in the index, 2 texts embedded.%n".formatted());
    }

    @Test
    void aHomeThatIsGivenBeginsInTheFolderOfTheCommand() {
        assertThat(dox("--home", "library", "ingest", "--no-embed", "samples/a.csv")
                        .exitCode())
                .isZero();

        assertThat(folder.resolve("library/db.sqlite3")).exists();
        assertThat(folder.resolve("data")).doesNotExist();
    }

    @Test
    void doctorSaysWhatThereIs() throws Exception {
        var doctor = dox("doctor");

        assertThat(doctor.exitCode()).isZero();
        assertThat(doctor.out())
                .contains(
                        "ok    java",
                        "ok    home",
                        "ok    files",
                        "ok    store",
                        "0 artifacts, 0 documents",
                        "ok    model",
                        "on cpu",
                        "warn  tesseract not installed: images are stored without their text")
                .doesNotContain("fail");
    }

    @Test
    void doctorNamesTheProgramsThatReadMediaAndThoseThatAreMissing() throws Exception {
        var programs = Files.createDirectories(folder.resolve("bin"));
        var tesseract = Files.createFile(programs.resolve("tesseract"));
        assertThat(tesseract.toFile().setExecutable(true)).isTrue();
        Files.createFile(programs.resolve("ffprobe")); // which may not be run

        var some = CommandResult.of(folder, Map.of("PATH", folder + File.pathSeparator + programs), "doctor");
        assertThat(some.out())
                .contains("ok    tesseract " + tesseract)
                .contains("warn  ffprobe   not installed: audio and video are stored without duration and format")
                .contains("warn  whisper   not installed: audio and video are stored without a transcript");
    }

    @Test
    void theEmbeddedStoreHasNoVectorIndexes() {
        var refused = dox("migrate", "--vector-indexes", "drop");
        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.err()).contains("the embedded store has no vector indexes");
    }

    @Test
    void aPortThatIsTakenIsToldInOneLine() throws Exception {
        try (var taken = new ServerSocket(0)) {
            var port = String.valueOf(taken.getLocalPort());
            var result = CommandResult.of(
                    folder, Map.of("ALLOW_ANONYMOUS", "true"), "serve", "--host", "0.0.0.0", "--port", port);

            assertThat(result.exitCode()).isEqualTo(2);
            assertThat(result.err().lines().filter(line -> line.startsWith("error: ")))
                    .hasSize(1)
                    .allMatch(line -> line.startsWith("error: Cannot listen on 0.0.0.0:" + port));
        }
    }

    @Test
    void whereOthersReachItTheServerDoesNotStartWithoutKeys() throws Exception {
        var result = dox("serve", "--host", "0.0.0.0", "--port", "0");

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.out()).isEmpty();
        assertThat(result.err())
                .contains("error: Invalid configuration: HOST is '0.0.0.0'", "SUPABASE_URL", "ALLOW_ANONYMOUS=true");
    }

    private static JsonNode withoutTime(ObjectNode answer) {
        var copy = answer.deepCopy();
        copy.remove("took_ms");
        return copy;
    }

    private static ObjectNode object(String json) throws IOException {
        JsonNode node = JSON.readTree(json);
        assertThat(node.isObject()).as(json).isTrue();
        return (ObjectNode) node;
    }
}
