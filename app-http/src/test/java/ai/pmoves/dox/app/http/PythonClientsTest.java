package ai.pmoves.dox.app.http;

import static org.assertj.core.api.Assertions.assertThat;

import ai.pmoves.dox.app.http.fixture.Api;
import ai.pmoves.dox.app.http.fixture.ExchangeFiles;
import ai.pmoves.dox.app.http.fixture.Multipart;
import ai.pmoves.dox.app.http.fixture.ServerExtension;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Acts as the command line and as the smoke test of the Python backend. Neither sends a token. */
@Tag("each-store")
class PythonClientsTest {
    @RegisterExtension
    static final ServerExtension SERVER = new ServerExtension();

    private final Api api = SERVER.api();

    private static JsonNode ok(Api.Answer answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json();
    }

    private JsonNode ingest(String kind, String name) {
        var answer = ok(api.post("/ingest/" + kind, new Multipart().file("file", name, ExchangeFiles.content(name))));
        assertThat(answer.at("/status").asText()).isEqualTo("ok");
        return answer;
    }

    @Test
    void theCommandLineIngestsSearchesAndDownloads() {
        var uploaded = ok(api.post(
                "/upload?report_week=2025-W39&async_pdf=true",
                new Multipart().file("files", "sample.csv", ExchangeFiles.content("sample.csv"))));
        assertThat(uploaded.at("/results/0/facts_count").asInt()).isEqualTo(1);
        var log = ingest("xml", "sample.xml");
        assertThat(log.at("/rows").asInt()).isEqualTo(2);
        assertThat(ingest("openapi", "pets.yaml").at("/rows").asInt()).isEqualTo(3);
        assertThat(ingest("postman", "postman_nested.json").at("/rows").asInt()).isEqualTo(2);

        var found = ok(api.postJson("/search", "{\"q\":\"loan origination failed\",\"k\":5}"));
        assertThat(found.at("/took_ms").isInt()).isTrue();
        assertThat(found.at("/count").asInt())
                .isEqualTo(found.at("/results").size())
                .isPositive();
        for (var hit : found.at("/results")) {
            assertThat(hit.at("/score").isNumber()).isTrue();
            assertThat(hit.at("/text").isTextual()).isTrue();
            assertThat(hit.at("/meta/type").isTextual()).isTrue();
            assertThat(hit.at("/meta/deeplink/panel").isTextual()).isTrue();
        }
        assertThat(ok(api.get("/logs?document_id=" + log.at("/document_id").asText()))
                        .at("/logs"))
                .hasSize(2);
        assertThat(ok(api.get("/tags")).at("/tags").isArray()).isTrue();
        SERVER.dox().blobs().saveDerived("cli/a.txt", "kept".getBytes(StandardCharsets.UTF_8));
        assertThat(api.get("/download?rel=cli/a.txt").text()).isEqualTo("kept");
    }

    @Test
    void theSmokeTestFindsItsLastUploadLastAndItsFirstDocumentFirst() {
        assertThat(ok(api.get("/")).at("/status").asText()).isEqualTo("running");
        assertThat(ok(api.get("/health")).at("/status").asText()).isEqualTo("ok");
        var page = "data:text/html,%3Cp%3EFrom%20a%20fixture%3C/p%3E";
        var results = ok(api.post(
                        "/upload",
                        new Multipart()
                                .file("files", "sample_audio.wav", ExchangeFiles.content("sample_audio.wav"))
                                .file("files", "sample_image.png", ExchangeFiles.content("sample_image.png"))
                                .field("web_urls", page)))
                .at("/results");
        assertThat(results.findValuesAsText("status")).containsExactly("success", "success", "success");
        var artifacts = ok(api.get("/artifacts")).at("/artifacts");
        assertThat(artifacts.get(artifacts.size() - 1).at("/source_url").asText())
                .isEqualTo(page);
        assertThat(artifacts.get(artifacts.size() - 1).at("/id")).isEqualTo(results.at("/2/artifact_id"));
        assertThat(artifacts.get(artifacts.size() - 3).at("/media_transcripts").asInt())
                .isEqualTo(1);
        assertThat(artifacts.get(artifacts.size() - 3).at("/media_metadata").asInt())
                .isEqualTo(1);
        var media = ok(api.get("/artifacts/media"));
        assertThat(media.at("/transcripts")).isNotEmpty();
        assertThat(media.at("/media_metadata")).isNotEmpty();
        assertThat(media.at("/web_pages/0/full_data/text").asText()).isEqualTo("From a fixture");

        var log = ingest("xml", "sample.xml").at("/document_id").asText();
        ingest("openapi", "sample_openapi.json");
        var documents = ok(api.get("/documents")).at("/documents");
        assertThat(documents.get(documents.size() - 2).at("/id").asText()).isEqualTo(log);
        assertThat(ok(api.get("/documents?type=xml")).at("/documents/0/type").asText())
                .isEqualTo("xml");
        assertThat(ok(api.postJson("/extract/tags", "{\"text\":\"an invoice and a receipt\"}"))
                        .at("/tags"))
                .hasSize(2);
        assertThat(ok(api.post("/search/rebuild")).at("/items").asInt()).isPositive();
        assertThat(ok(api.get("/metrics/hrm")).at("/total_runs").isInt()).isTrue();
    }
}
