package ai.pmoves.dox.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ai.pmoves.dox.app.cli.fixture.ApiClient;
import ai.pmoves.dox.app.cli.fixture.DoxProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program as a process: its exit codes, its streams, its folder, and what a signal does. */
class ProcessIT {
    @TempDir
    private Path temporary;

    private Path folder;

    @BeforeEach
    void makeFolder() throws IOException {
        folder = Files.createDirectories(temporary.resolve("work"));
    }

    @Test
    void pathsBeginInItsFolderAndResultsAreOnItsStandardOutput() throws Exception {
        Files.createDirectories(folder.resolve("samples"));
        Files.writeString(folder.resolve("samples/a.csv"), "Week,Spend,Revenue\n1,10,20\n2,5,30\n");
        Files.writeString(folder.resolve("samples/notes.txt"), "nobody reads this");

        var ingested = DoxProcess.run(folder, "ingest", "--no-embed", "samples");

        assertThat(ingested.out()).isEqualToNormalizingNewlines("""
                        stored   a.csv  1 fact, 1 piece of evidence
                        1 stored.
                        Passed over, since nothing here reads them: samples/notes.txt.
                        """);
        assertThat(ingested.err()).isEmpty();
        assertThat(ingested.exitCode()).isZero();
        assertThat(folder.resolve("data/db.sqlite3")).exists();
    }

    @Test
    void aFailureIsAnExitCodeAndALineOnItsStandardError() throws Exception {
        Files.writeString(folder.resolve(".env"), "PORT=eighty\n");

        var refused = DoxProcess.run(folder, "serve");

        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.out()).isEmpty();
        assertThat(refused.err())
                .isEqualToNormalizingNewlines("error: PORT is 'eighty'; it has to be 0 to 65535. [config.invalid]\n");
    }

    @Test
    void aServerEndsInOrderWhenItIsTerminated() throws Exception {
        try (var server = DoxProcess.start(folder, Map.of(), "serve", "--port", "0")) {
            var api = new ApiClient(server.address());
            assertThat(api.get("/health").path("status").asText()).isEqualTo("ok");

            assertThat(server.terminate()).isEqualTo(143); // 128 + SIGTERM
            assertThat(server.err()).contains("event=http.started").doesNotContain("Exception");
        }
        assertThat(folder.resolve("data/tmp/uploads")).isEmptyDirectory();
        assertThat(folder.resolve("data/db.sqlite3-wal"))
                .as("the store was closed")
                .doesNotExist();
    }
}
