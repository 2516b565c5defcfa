package ai.pmoves.dox.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ai.pmoves.dox.app.Eventually;
import ai.pmoves.dox.app.cli.fixture.ApiClient;
import ai.pmoves.dox.app.cli.fixture.DoxProcess;
import ai.pmoves.dox.app.cli.fixture.RunningServer;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The server is killed while it takes files in; what it acknowledged is there afterwards, and nothing is half there. */
@Tag("alone")
class CrashIT {
    private static final int CLIENTS = 2;
    private static final int LOG_ROWS = 1_000;
    private static final Path PDF = Path.of("../samples/harbor_q3_report.pdf");

    @TempDir
    Path temporary;

    private final AtomicInteger names = new AtomicInteger();
    private final Set<String> acknowledgedArtifacts = ConcurrentHashMap.newKeySet();
    private final Set<String> acknowledgedDocuments = ConcurrentHashMap.newKeySet();

    private final Queue<Throwable> unexpected = new ConcurrentLinkedQueue<>();

    /** How much is found in one artifact. */
    private record Found(int facts, int evidence) {}

    @Test
    void whatWasAcknowledgedSurvivesAndNothingIsHalfStored() throws Exception {
        crashAndCheck(2, Long.getLong("dox.test.seed", 14));
    }

    @Test
    @Tag("exhaustive")
    void soItIsAfterManyCrashesAtMomentsThatNoRunHadBefore() throws Exception {
        crashAndCheck(10, Long.getLong("dox.test.seed", System.nanoTime()));
    }

    private void crashAndCheck(int rounds, long seed) throws Exception {
        var folder = Files.createDirectories(temporary.resolve("work"));
        System.out.println("CrashIT: seed " + seed);
        var random = new Random(seed);
        for (int round = 1; round <= rounds; round++) {
            int uploads = 1 + random.nextInt(8);
            int milliseconds = random.nextInt(500);
            crash(folder, uploads, milliseconds);
            System.out.printf(
                    "CrashIT: round %d, killed %d ms after the answer to upload %d, %d artifacts and %d documents"
                            + " acknowledged%n",
                    round, milliseconds, uploads, acknowledgedArtifacts.size(), acknowledgedDocuments.size());
        }
        assertThat(unexpected).isEmpty();
        try (var server = RunningServer.start(folder, Map.of())) {
            var api = new ApiClient(server.address());
            var reference = api.upload("/upload?async_pdf=false", "files", "reference.pdf", Files.readAllBytes(PDF));
            var wholePdf = found(
                    api, reference.path("results").path(0).path("artifact_id").asText());
            assertThat(wholePdf.evidence()).isPositive();

            checkArtifacts(api, folder.resolve("data"), wholePdf);
            checkDocuments(api);
            assertThat(api.post("/search", "{\"q\":\"restarted\",\"mode\":\"text\"}")
                            .path("store")
                            .asText())
                    .isEqualTo("sqlite");
        }
    }

    /** Kills a server so long after it answered so many uploads, while others are on their way. */
    private void crash(Path folder, int uploads, int milliseconds) throws Exception {
        try (var server = DoxProcess.start(folder, Map.of(), "serve", "--port", "0")) {
            var api = new ApiClient(server.address());
            var clients = new Thread[CLIENTS];
            for (int i = 0; i < CLIENTS; i++) {
                clients[i] = Thread.ofVirtual().start(() -> uploadUntilCrash(api));
            }
            int wanted = acknowledgements() + uploads;
            Eventually.await("acknowledgement %d".formatted(wanted))
                    .until(() -> acknowledgements() >= wanted || !unexpected.isEmpty());
            Thread.sleep(milliseconds);
            server.kill();
            for (var client : clients) {
                client.join();
            }
        }
    }

    private int acknowledgements() {
        return acknowledgedArtifacts.size() + acknowledgedDocuments.size();
    }

    private void uploadUntilCrash(ApiClient api) {
        try {
            while (true) {
                int number = names.incrementAndGet();
                switch (number % 3) {
                    case 0 -> acknowledge(api.upload("/upload", "files", number + ".pdf", Files.readAllBytes(PDF)));
                    case 1 -> acknowledge(api.upload("/upload", "files", number + ".csv", bytes(csv(number))));
                    default -> {
                        var answer = api.upload("/ingest/xml", "file", number + ".xml", bytes(log(number)));
                        acknowledgedDocuments.add(answer.path("document_id").asText());
                    }
                }
            }
        } catch (IOException e) {
            return; // the server is gone
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | AssertionError e) {
            unexpected.add(e);
        }
    }

    private void acknowledge(JsonNode answer) {
        var result = answer.path("results").path(0);
        assertThat(result.path("status").asText()).as("%s", answer).isIn("success", "queued");
        acknowledgedArtifacts.add(result.path("artifact_id").asText());
    }

    private void checkArtifacts(ApiClient api, Path home, Found wholePdf) throws Exception {
        var artifacts = new HashMap<String, JsonNode>();
        for (var artifact : whenAllAreProcessed(api)) {
            artifacts.put(artifact.path("id").asText(), artifact);
        }
        assertThat(artifacts.keySet()).containsAll(acknowledgedArtifacts);
        for (var artifact : artifacts.values()) {
            var filename = artifact.path("filename").asText();
            var stored =
                    Files.readAllBytes(home.resolve(artifact.path("filepath").asText()));
            boolean pdf = filename.endsWith(".pdf");
            var original = pdf ? Files.readAllBytes(PDF) : bytes(csv(number(filename)));
            assertThat(stored).as(filename).isEqualTo(original);
            assertThat(found(api, artifact.path("id").asText()))
                    .as(filename)
                    .isEqualTo(pdf ? wholePdf : new Found(1, 1));
        }
    }

    /** Waits for what the crashes interrupted. */
    private static JsonNode whenAllAreProcessed(ApiClient api) {
        return Eventually.await("all artifacts are read")
                .until(
                        () -> api.get("/artifacts").path("artifacts"),
                        artifacts -> artifacts.findValues("status").stream()
                                .allMatch(status -> status.asText().equals("processed")));
    }

    private void checkDocuments(ApiClient api) throws Exception {
        var logs = new HashMap<String, Integer>();
        for (var document : api.get("/documents?type=xml").path("documents")) {
            var id = document.path("id").asText();
            logs.put(id, api.get("/logs?document_id=" + id).path("logs").size());
        }
        assertThat(logs.keySet()).containsAll(acknowledgedDocuments);
        assertThat(logs.values()).allMatch(rows -> rows == LOG_ROWS);
    }

    private static Found found(ApiClient api, String id) throws Exception {
        var artifact = api.get("/artifacts/" + id);
        return new Found(
                artifact.path("facts").size(), artifact.path("evidence").size());
    }

    private static int number(String filename) {
        return Integer.parseInt(filename.substring(0, filename.indexOf('.')));
    }

    private static String csv(int number) {
        return "Name,Spend\n" + ("row of " + number + ",1\n").repeat(1 + number * 37 % 2_000);
    }

    private static String log(int number) {
        var entry = "<entry><level>INFO</level><message>worker %d restarted</message></entry>\n".formatted(number);
        return "<log>" + entry.repeat(LOG_ROWS) + "</log>";
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
