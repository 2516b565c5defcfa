package ai.pmoves.dox.app.http.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import ai.pmoves.dox.app.Eventually;
import ai.pmoves.dox.app.http.fixture.Api;
import ai.pmoves.dox.app.http.fixture.Multipart;
import ai.pmoves.dox.app.http.fixture.Pdfs;
import ai.pmoves.dox.app.http.fixture.Samples;
import ai.pmoves.dox.app.http.fixture.ServerExtension;
import ai.pmoves.dox.app.http.fixture.TestConfig;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("each-store")
@Tag("pair")
class PdfTest {
    @RegisterExtension
    static final ServerExtension SERVER = new ServerExtension(new TestConfig().openPdf());

    private final Api api = SERVER.api();

    @Test
    void aPdfIsReadInTheBackgroundAndFoundAfterwards() {
        var queued = upload("report.pdf", Pdfs.plain("The harbour crane moved nine containers"), "");
        assertThat(queued.at("/status").asText()).isEqualTo("queued");
        assertThat(queued.at("/filename").asText()).isEqualTo("report.pdf");

        var task = waitFor(queued.at("/task_id").asText());
        assertThat(task.at("/status").asText()).isEqualTo("completed");
        assertThat(task.at("/filename").asText()).isEqualTo("report.pdf");
        assertThat(task.at("/facts_count").isInt()).isTrue();
        assertThat(task.at("/evidence_count").isInt()).isTrue();
        var id = task.at("/artifact_id").asText();
        assertThat(api.get("/artifacts/" + id).json().at("/artifact/status").asText())
                .isEqualTo("processed");
        assertThat(api.get("/tasks").json().at("/completed").asInt()).isPositive();

        var hit = api.postJson("/search", "{\"q\":\"harbour crane\",\"mode\":\"text\",\"types\":[\"pdf\"]}")
                .json()
                .at("/results/0");
        assertThat(hit.at("/text").asText()).contains("harbour crane");
        assertThat(hit.at("/meta/deeplink").toString())
                .isEqualTo("{\"panel\":\"workspace\",\"artifact_id\":\"%s\",\"chunk\":0,\"page\":1}".formatted(id));
        assertThat(api.get("/documents?type=pdf").json().at("/documents").findValuesAsText("id"))
                .contains(id);
    }

    @Test
    void aPdfThatCannotBeReadGivesAFailedTask() {
        var queued = upload("locked.pdf", Pdfs.encrypted(), "");
        var task = waitFor(queued.at("/task_id").asText());
        assertThat(task.at("/status").asText()).isEqualTo("error");
        assertThat(task.at("/error").asText()).containsIgnoringCase("password");
        assertThat(api.get("/artifacts/" + task.at("/artifact_id").asText())
                        .json()
                        .at("/artifact/status")
                        .asText())
                .isEqualTo("error");
    }

    @Test
    void aNameThatOnlyBeginsWithADotHasNoSuffix() {
        var refused = upload(".pdf", Pdfs.plain("The harbour crane"), "");
        assertThat(refused.at("/status").asText()).isEqualTo("error");
        assertThat(refused.at("/error").asText()).startsWith("Unsupported file type: a name without a suffix.");
    }

    @Test
    void aPdfCanBeOpenedByItsArtifactAndInParts() {
        var bytes = Pdfs.plain("open me");
        var id = upload("open me.pdf", bytes, "?async_pdf=false")
                .at("/artifact_id")
                .asText();

        var answer = api.get("/open/pdf?page=1&artifact_id=" + id);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).isEqualTo("application/pdf");
        assertThat(answer.header("Content-Disposition")).startsWith("inline; filename");
        assertThat(answer.header("Content-Length")).isEqualTo(Integer.toString(bytes.length));
        var part = api.get("/open/pdf?artifact_id=" + id, "Range", "bytes=0-4");
        assertThat(part.status()).isEqualTo(206);
        assertThat(part.text()).isEqualTo("%PDF-");
    }

    @Test
    void onlyUploadedPdfsAreOpened() throws IOException {
        assertThat(api.get("/open/pdf?artifact_id=x").text())
                .isEqualTo("{\"detail\":\"Artifact not found\",\"code\":\"artifact.not-found\"}");
        assertThat(api.get("/open/pdf").status()).isEqualTo(422);
        assertThat(api.get("/open/pdf?artifact_id=x&page=one").status()).isEqualTo(422);

        var csv = upload("a.csv", Samples.CSV.getBytes(StandardCharsets.UTF_8), "")
                .at("/artifact_id")
                .asText();
        assertThat(api.get("/open/pdf?artifact_id=" + csv).text())
                .isEqualTo("{\"detail\":\"PDF file missing\",\"code\":\"pdf.missing\"}");
        var gone = upload("gone.pdf", Pdfs.plain("gone"), "?async_pdf=false")
                .at("/artifact_id")
                .asText();
        Files.delete(SERVER.home()
                .resolve(api.get("/artifacts/" + gone)
                        .json()
                        .at("/artifact/filepath")
                        .asText()));
        assertThat(api.get("/open/pdf?artifact_id=" + gone).status()).isEqualTo(403);
    }

    private JsonNode upload(String name, byte[] content, String query) {
        return api.post("/upload" + query, new Multipart().file("files", name, content))
                .json()
                .at("/results/0");
    }

    private JsonNode waitFor(String taskId) {
        return Eventually.await("the end of the task")
                .until(
                        () -> api.get("/tasks/" + taskId).json(),
                        task -> !task.at("/status").asText().equals("queued"));
    }
}
