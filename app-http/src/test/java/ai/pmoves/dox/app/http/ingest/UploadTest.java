package ai.pmoves.dox.app.http.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import ai.pmoves.dox.app.Eventually;
import ai.pmoves.dox.app.http.fixture.Api;
import ai.pmoves.dox.app.http.fixture.Multipart;
import ai.pmoves.dox.app.http.fixture.Samples;
import ai.pmoves.dox.app.http.fixture.ServerExtension;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("each-store")
class UploadTest {
    @RegisterExtension
    static final ServerExtension SERVER = new ServerExtension();

    private final Api api = SERVER.api();

    @Test
    void aTableBecomesAnArtifactWithAFactAndItsEvidence() {
        var results = api.post("/upload?report_week=2025-W39", new Multipart().file("files", "sample.csv", Samples.CSV))
                .json()
                .at("/results");

        assertThat(results).hasSize(1);
        var result = results.get(0);
        assertThat(result.at("/filename").asText()).isEqualTo("sample.csv");
        assertThat(result.at("/status").asText()).isEqualTo("success");
        assertThat(result.at("/facts_count").asInt()).isEqualTo(1);
        assertThat(result.at("/evidence_count").asInt()).isEqualTo(1);

        var id = result.at("/artifact_id").asText();
        var detail = api.get("/artifacts/" + id).json();
        assertThat(detail.fieldNames()).toIterable().containsExactly("artifact", "facts", "evidence");
        assertThat(detail.at("/artifact").fieldNames())
                .toIterable()
                .contains("id", "filename", "filepath", "filetype", "report_week", "status", "source_url", "extras");
        assertThat(detail.at("/artifact/filepath").asText()).isEqualTo("uploads/" + id + "_sample.csv");
        assertThat(detail.at("/artifact/report_week").asText()).isEqualTo("2025-W39");
        assertThat(detail.at("/artifact/status").asText()).isEqualTo("processed");
        assertThat(detail.at("/facts/0/metrics"))
                .isEqualTo(Api.json("{\"spend\":4601.5,\"revenue\":15900.0,\"conversions\":252.0,\"clicks\":17700.0,"
                        + "\"impressions\":413000.0,\"ctr\":0.04285714285714286,\"cpa\":18.259920634920636,"
                        + "\"roas\":3.4553949798978594}"));
        var evidence = api.get("/evidence/" + detail.at("/facts/0/evidence_id").asText())
                .json();
        assertThat(evidence).isEqualTo(detail.at("/evidence/0"));
        assertThat(evidence.fieldNames())
                .toIterable()
                .containsExactly("id", "artifact_id", "locator", "preview", "content_type", "coordinates", "full_data");
        assertThat(evidence.at("/locator").asText()).isEqualTo(id + "_sample.csv#data");
        assertThat(evidence.at("/full_data/0"))
                .isEqualTo(Api.json("{\"date\":\"2025-09-22\",\"channel\":\"Search\",\"spend\":1250.5,\"revenue\":5200,"
                        + "\"conversions\":85,\"clicks\":4200,\"impressions\":85000}"));
        assertThat(api.get("/facts?report_week=2025-W39")
                        .json()
                        .at("/facts/0/entity")
                        .isNull())
                .isTrue();
        assertThat(api.get("/facts?report_week=2025-W40").text()).isEqualTo("{\"facts\":[]}");
    }

    @Test
    void nothingGivesNoResults() {
        assertThat(api.post("/upload").text()).isEqualTo("{\"results\":[]}");
        assertThat(api.post("/upload", new Multipart().field("web_urls", "  ")).text())
                .isEqualTo("{\"results\":[]}");
        assertThat(api.postJson("/upload", "{}").text()).isEqualTo("{\"results\":[]}");
    }

    @Test
    void everyFileHasAResultOfItsOwnInOrder() {
        var form = new Multipart()
                .file("files", "notes.txt", "hello")
                .file("files", "ü ✓.csv", "a,spend\n1,2\n")
                .file("files", "empty.csv", "");
        var results = api.post("/upload", form).json().at("/results");

        assertThat(results.findValuesAsText("status")).containsExactly("error", "success", "error");
        assertThat(results.findValuesAsText("filename")).containsExactly("notes.txt", "ü ✓.csv", "empty.csv");
        assertThat(results.at("/0/code").asText()).isEqualTo("ingest.unsupported-type");
        assertThat(results.at("/0/error").asText()).startsWith("Unsupported file type: .txt");
        assertThat(results.at("/2/code").asText()).isEqualTo("ingest.empty");
    }

    @Test
    void theSameBytesAreSkippedWhenAsked() {
        var csv = "week,spend\n1,77\n";
        var first = api.post("/upload", new Multipart().file("files", "once.csv", csv))
                .json();
        var again = api.post("/upload?dedupe=yes", new Multipart().file("files", "twice.csv", csv))
                .json();

        assertThat(again.at("/results/0/status").asText()).isEqualTo("skipped");
        assertThat(again.at("/results/0/filename").asText()).isEqualTo("twice.csv");
        assertThat(again.at("/results/0/artifact_id")).isEqualTo(first.at("/results/0/artifact_id"));
    }

    @Test
    void aFileNameIsNeverAPath() throws IOException {
        var name = "..\\..\\/../../etc/evil.csv";
        var result = api.post("/upload", new Multipart().file("files", name, "a,spend\n1,2\n"))
                .json()
                .at("/results/0");

        assertThat(result.at("/status").asText()).isEqualTo("success");
        var filepath = api.get("/artifacts/" + result.at("/artifact_id").asText())
                .json()
                .at("/artifact/filepath")
                .asText();
        assertThat(filepath).startsWith("uploads/").endsWith("evil.csv").doesNotContain("..", "etc");
        try (var files = Files.list(SERVER.home().resolve("uploads"))) {
            assertThat(files).allMatch(Files::isRegularFile);
        }
        assertThat(Files.exists(Path.of("/etc/evil.csv"))).isFalse();
    }

    @Test
    void aWideUploadStaysOnDiskAndLeavesNoTemporaryFiles() throws IOException {
        var csv = "name,spend\n" + "some words to fill it,1\n".repeat(20_000);
        var form = new Multipart().file("files", "a.csv", csv).file("files", "b.csv", csv + "x,1\n");
        assertThat(api.post("/upload", form).json().at("/results").findValuesAsText("status"))
                .containsExactly("success", "success");
        assertThat(SERVER.waitingParts()).isEmpty();
    }

    @Test
    void anUploadThatBreaksOffLeavesNoTemporaryFiles() throws Exception {
        var address = URI.create(api.base());
        try (var client = new Socket(address.getHost(), address.getPort())) {
            var begin = """
                    POST /upload HTTP/1.1\r
                    Host: localhost\r
                    Content-Type: multipart/form-data; boundary=B\r
                    Content-Length: 1000000\r
                    \r
                    --B\r
                    Content-Disposition: form-data; name="files"; filename="a.csv"\r
                    \r
                    """ + "x".repeat(200_000);
            client.getOutputStream().write(begin.getBytes(StandardCharsets.UTF_8));
            awaitWaitingParts(1);
        }
        awaitWaitingParts(0);
    }

    private static void awaitWaitingParts(int count) {
        Eventually.await("the files on the disk")
                .untilAsserted(() -> assertThat(SERVER.waitingParts()).hasSize(count));
    }
}
