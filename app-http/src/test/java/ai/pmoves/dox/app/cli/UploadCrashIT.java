package ai.pmoves.dox.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ai.pmoves.dox.app.Eventually;
import ai.pmoves.dox.app.cli.fixture.CommandResult;
import ai.pmoves.dox.app.cli.fixture.DoxProcess;
import ai.pmoves.dox.app.cli.fixture.RunningServer;
import java.io.File;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Large uploads that are on their way when a server is killed, or when another one starts. */
@Tag("alone")
class UploadCrashIT {
    private static final String BEGIN =
            "--B\r\nContent-Disposition: form-data; name=\"files\"; filename=\"a.csv\"\r\n\r\n";
    private static final String CONTENT = "name,spend\n" + "some words to fill it,1\n".repeat(10_000);
    private static final String END = "\r\n--B--\r\n";

    @TempDir
    Path temporary;

    private Path folder;

    @BeforeEach
    void makeFolder() throws IOException {
        folder = Files.createDirectories(temporary.resolve("work"));
    }

    @Test
    void theNextServerRemovesWhatAKilledOneLeft() throws Exception {
        try (var server = serveInAProcess()) {
            var upload = beginUpload(server.address());
            awaitPart();
            server.kill();
            upload.close();
        }
        assertThat(parts()).as("nobody could remove it").hasSize(1);

        try (var next = RunningServer.start(folder, Map.of())) {
            next.address();
            assertThat(parts()).isEmpty();
        }
        assertThat(folder.resolve("data/tmp/uploads")).isEmptyDirectory();
    }

    @Test
    void anotherServerOrCommandLeavesTheFilesOfARunningOneAlone() throws Exception {
        try (var server = serveInAProcess();
                var upload = beginUpload(server.address())) {
            awaitPart();

            assertThat(CommandResult.of(folder, Map.of(), "ingest", "--no-embed", sample())
                            .exitCode())
                    .isZero();
            try (var other = RunningServer.start(folder, Map.of())) {
                other.address();
                assertThat(parts()).hasSize(1);
            }
            assertThat(parts()).hasSize(1);

            upload.getOutputStream().write(END.getBytes(StandardCharsets.UTF_8));
            var answer = new String(upload.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(answer).startsWith("HTTP/1.1 200").contains("\"filename\":\"a.csv\",\"status\":\"success\"");
            assertThat(parts()).isEmpty();
        }
    }

    private DoxProcess serveInAProcess() throws IOException {
        return DoxProcess.start(folder, Map.of(), "serve", "--port", "0");
    }

    private String sample() throws IOException {
        return Files.writeString(folder.resolve("b.csv"), "a,spend\n1,2\n").toString();
    }

    /** Sends a form but for its end. */
    private static Socket beginUpload(String url) throws IOException {
        var address = URI.create(url);
        var socket = new Socket(address.getHost(), address.getPort());
        var headers = """
                POST /upload HTTP/1.1\r
                Host: localhost\r
                Connection: close\r
                Content-Type: multipart/form-data; boundary=B\r
                Content-Length: %d\r
                \r
                """.formatted(BEGIN.length() + CONTENT.length() + END.length());
        socket.getOutputStream().write((headers + BEGIN + CONTENT).getBytes(StandardCharsets.UTF_8));
        return socket;
    }

    private void awaitPart() {
        Eventually.await("a part on the disk").until(() -> !parts().isEmpty());
    }

    private List<String> parts() {
        return list(folder.resolve("data/tmp/uploads").toFile()).stream()
                .flatMap(ofServer -> list(ofServer).stream())
                .map(File::getName)
                .toList();
    }

    /** Unlike a stream of paths this does not mind files that are removed meanwhile. */
    private static List<File> list(File folder) {
        var files = folder.listFiles();
        return files == null ? List.of() : List.of(files);
    }
}
