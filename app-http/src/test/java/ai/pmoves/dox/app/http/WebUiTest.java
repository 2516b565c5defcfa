package ai.pmoves.dox.app.http;

import static org.assertj.core.api.Assertions.assertThat;

import ai.pmoves.dox.app.Eventually;
import ai.pmoves.dox.app.http.fixture.Api;
import ai.pmoves.dox.app.http.fixture.ExchangeFiles;
import ai.pmoves.dox.app.http.fixture.Multipart;
import ai.pmoves.dox.app.http.fixture.Samples;
import ai.pmoves.dox.app.http.fixture.ServerExtension;
import ai.pmoves.dox.app.http.fixture.TestConfig;
import ai.pmoves.dox.application.tagging.HrmSettings;
import ai.pmoves.dox.application.tagging.TaggingSettings;
import ai.pmoves.dox.domain.export.PomlVariant;
import ai.pmoves.dox.domain.hrm.StepLimits;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Acts as the web user interface of the Python backend: its requests, and what it reads of the answers. */
@Tag("each-store")
class WebUiTest {
    private static final Path SAMPLES = Path.of("..", "samples");

    @RegisterExtension
    static final ServerExtension SERVER = new ServerExtension(
                    new TestConfig().openPdf().samples(SAMPLES))
            .withTagging(new TaggingSettings(
                    "Tag it",
                    false,
                    false,
                    PomlVariant.GENERIC,
                    new HrmSettings(true, new StepLimits(6, 2)),
                    Optional.empty(),
                    Optional.empty()));

    private static String pdf;
    private static String csv;
    private static String log;
    private static String apis;

    @BeforeAll
    static void fill() throws Exception {
        var results = ok(post(
                        "/upload?report_week=2025-W39&async_pdf=true",
                        new Multipart()
                                .file(
                                        "files",
                                        "harbor_q3_report.pdf",
                                        Files.readAllBytes(SAMPLES.resolve("harbor_q3_report.pdf")))
                                .file("files", "sample.csv", Samples.CSV)
                                .file("files", "note.png", ExchangeFiles.content("sample_image.png"))))
                .at("/results");
        assertThat(results.findValuesAsText("status")).containsExactly("queued", "success", "success");
        poll(results.at("/0/task_id").asText());
        var artifacts = ok(get("/artifacts")).at("/artifacts");
        pdf = artifacts.at("/0/id").asText();
        csv = artifacts.at("/1/id").asText();
        log = ok(post("/ingest/xml", new Multipart().file("file", "log.xml", Samples.XML_LOG)))
                .at("/document_id")
                .asText();
        apis = ok(post("/ingest/openapi", new Multipart().file("file", "loans.json", Samples.OPENAPI)))
                .at("/document_id")
                .asText();
    }

    private static void poll(String task) {
        Eventually.await("the end of the task").until(() -> {
            assertThat(ok(get("/tasks")).at("/queued").isInt()).isTrue();
            return ok(get("/tasks/" + task)).at("/status").asText().matches("completed|error");
        });
        assertThat(ok(get("/tasks/" + task)).at("/status").asText()).isEqualTo("completed");
    }

    private static HttpRequest.Builder request(String path) {
        return SERVER.api().request(path).header("Origin", "http://localhost:3000");
    }

    private static Api.Answer get(String path) {
        return SERVER.api().send(request(path).GET());
    }

    private static Api.Answer post(String path, Multipart form) {
        return SERVER.api()
                .send(request(path).header("Content-Type", form.contentType()).POST(form.publisher()));
    }

    private static Api.Answer post(String path, String json) {
        return SERVER.api()
                .send(request(path).header("Content-Type", "application/json").POST(BodyPublishers.ofString(json)));
    }

    private static JsonNode ok(Api.Answer answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json();
    }

    private static void assertHas(JsonNode object, String... names) {
        assertThat(object.fieldNames()).toIterable().contains(names);
    }

    @Test
    void theWorkspaceListsArtifactsWithTheirCounters() {
        for (var artifact : ok(get("/artifacts")).at("/artifacts")) {
            assertHas(artifact, "id", "filename", "filetype", "status");
            for (var counter : new String[] {
                "table_evidence",
                "chart_evidence",
                "formula_evidence",
                "media_transcripts",
                "media_metadata",
                "web_pages",
                "image_ocr"
            }) {
                assertThat(artifact.at("/" + counter).isInt()).as(counter).isTrue();
            }
        }
        assertThat(ok(get("/artifacts")).at("/artifacts/0/table_evidence").asInt())
                .isPositive();
    }

    @Test
    void anArtifactOpensWithFactsEvidenceAndFindings() {
        var detail = ok(get("/artifacts/" + csv));
        assertThat(detail.at("/facts/0/metrics/spend").asDouble()).isEqualTo(4601.5);
        assertHas(detail.at("/evidence/0"), "id", "locator", "preview", "content_type", "coordinates", "full_data");
        var findings = ok(get("/analysis/artifacts/" + pdf));
        assertHas(findings, "artifact", "tables", "charts", "formulas", "entities", "structure", "metric_hits");
        assertHas(findings.at("/tables/0"), "id", "locator", "columns", "row_count", "rows", "pages");
        var media = ok(get("/artifacts/media"));
        assertHas(media, "transcripts", "media_metadata", "web_pages", "image_text");
        assertHas(media.at("/image_text/0"), "artifact_id", "artifact", "locator", "preview", "content_type");
    }

    @Test
    void theAnalysisPanelsFindWhatIsInAPdf() {
        var document = ok(get("/documents?type=pdf")).at("/documents/0");
        assertThat(document.at("/id").asText()).isEqualTo(pdf);
        assertThat(ok(get("/facts")).at("/facts")).isNotEmpty();
        assertThat(ok(get("/analysis/financials")).has("statements")).isTrue();
        assertHas(ok(get("/analysis/entities?document_id=" + pdf)).at("/entities/0"), "id", "label", "text", "page");
        assertThat(ok(get("/analysis/structure?document_id=" + pdf))
                        .at("/structure/sections")
                        .isArray())
                .isTrue();
        assertThat(ok(get("/analysis/metrics?document_id=" + pdf))
                        .at("/metric_hits")
                        .isArray())
                .isTrue();
    }

    @Test
    void logsAreFilteredAndExportedByTheSameParameters() {
        var filter = "?level=ERROR&code=E1001&q=loan&document_id=" + log
                + "&ts_from=2025-09-25T00:00:00&ts_to=2025-09-25T23:59:59";
        var logs = ok(get("/logs" + filter)).at("/logs");
        assertThat(logs).hasSize(1);
        assertHas(logs.get(0), "id", "document_id", "ts", "level", "code", "component", "message", "attrs");
        var csv = get("/logs/export" + filter);
        assertThat(csv.header("Content-Disposition")).isEqualTo("attachment; filename=logs.csv");
        assertThat(csv.text())
                .isEqualTo("ts,level,code,component,message\n"
                        + "2025-09-25T10:01:02Z,ERROR,E1001,LoanService,"
                        + "Loan origination failed for application 12345\n");
    }

    @Test
    void anOperationOpensWithWhatTheCurlBuilderReads() {
        var found = ok(get("/apis?tag=loans&method=get&path_like=/loans")).at("/apis");
        assertThat(found).hasSize(2);
        assertThat(found.at("/0/document_id").asText()).isEqualTo(apis);
        var detail = ok(get("/apis/" + found.at("/0/id").asText()));
        assertThat(detail.at("/parameters/0/name").asText()).isEqualTo("page");
        assertThat(detail.at("/responses/200/description").asText()).isEqualTo("ok");
    }

    @Test
    void aDocumentIsTaggedByAPromptOfItsOwn() {
        var presets = ok(get("/tags/presets"));
        assertThat(presets.at("/prompt").asText()).isNotBlank();
        assertHas(presets.at("/examples/0"), "text", "labels");
        assertThat(ok(get("/tags/prompt/new")).at("/prompt").isNull()).isTrue();
        var saved = ok(post(
                "/tags/prompt/" + log,
                "{\"prompt_text\":\"Find troubles\",\"examples\":%s,\"author\":\"ui\"}"
                        .formatted(presets.at("/examples"))));
        assertThat(saved.at("/status").asText()).isEqualTo("ok");
        assertThat(ok(get("/tags/prompt/" + log)).at("/prompt_text").asText()).isEqualTo("Find troubles");
        assertThat(ok(get("/tags/prompt/" + log + "/history?limit=20")).at("/items"))
                .hasSize(1);

        var body = "{\"document_id\":\"%s\",\"dry_run\":%s,\"use_hrm\":true,\"include_poml\":true,\"poml_variant\":"
                + "\"troubleshoot\",\"prompt\":\"Find troubles\",\"examples\":[{\"text\":\"t\",\"labels\":[\"a\"]}],"
                + "\"model_id\":null,\"mangle_exec\":false,\"mangle_file\":null,\"mangle_query\":null}";
        var dry = ok(post("/extract/tags", body.formatted(log, true)));
        assertThat(dry.at("/tags_saved").asInt()).isZero();
        var real = ok(post("/extract/tags", body.formatted(log, false)));
        assertThat(real.at("/tags")).isEqualTo(dry.at("/tags")).isNotEmpty();
        assertThat(real.at("/hrm/steps").asInt()).isEqualTo(2);
        var tag = real.at("/tags/0").asText();
        var listed = ok(get("/tags?document_id=%s&q=%s".formatted(log, Api.encode(tag.toUpperCase()))));
        assertThat(listed.at("/tags/0/tag").asText()).isEqualTo(tag);
        assertThat(listed.at("/tags/0/hrm_steps").asInt()).isEqualTo(2);

        var again = ok(post("/autotag/" + pdf, "{\"async_run\":true,\"use_hrm\":true,\"include_poml\":true}"));
        assertHas(again, "tags_saved", "tags_total", "tags_extracted");
        assertThat(again.at("/tags_total").asInt())
                .isEqualTo(again.at("/tags_saved").asInt());
        assertThat(again.at("/async_requested").asBoolean()).isTrue();
    }

    @Test
    void aSummaryIsMadeAndListed() {
        var made = ok(post("/summaries/generate", "{\"style\":\"bullet\",\"scope\":\"workspace\"}"));
        assertHas(made, "id", "style", "provider", "prompt", "scope", "summary", "citations", "created_at");
        assertThat(ok(get("/summaries?style=bullet&scope=workspace")).at("/summaries/0/id"))
                .isEqualTo(made.at("/id"));
        var ofArtifact = ok(post(
                "/summaries/generate",
                "{\"style\":\"executive\",\"scope\":\"artifact\",\"artifact_ids\":[\"%s\"],\"force_refresh\":true}"
                        .formatted(csv)));
        assertThat(ofArtifact.at("/scope/artifact_ids/0").asText()).isEqualTo(csv);
    }

    @Test
    void aHitHasALinkToItsPanel() {
        var found = ok(post("/search", "{\"q\":\"loan origination\",\"k\":8,\"types\":[\"log\",\"pdf\"]}"));
        assertHas(found, "took_ms", "count", "results");
        var hit = found.at("/results/0");
        assertHas(hit, "score", "text");
        assertThat(hit.at("/meta/type").asText()).isEqualTo("log");
        assertThat(hit.at("/meta/deeplink/panel").asText()).isEqualTo("logs");
        assertThat(ok(post("/search", "{\"q\":\"__ui_test__\",\"k\":8,\"types\":[]}"))
                        .at("/results/0/text")
                        .asText())
                .isEqualTo("UI Test Result");
    }

    @Test
    void aPdfOpensInATabOfTheBrowser() {
        var opened = get("/open/pdf?artifact_id=%s&page=2".formatted(pdf));
        assertThat(opened.status()).isEqualTo(200);
        assertThat(opened.header("Content-Type")).isEqualTo("application/pdf");
        assertThat(opened.header("Content-Disposition")).startsWith("inline");
        assertThat(opened.text()).startsWith("%PDF");
        assertThat(ok(get("/config")).at("/open_pdf_enabled").asBoolean()).isTrue();
        assertHas(ok(get("/config")), "vlm_repo");
    }

    @Test
    void aQuestionIsPostedWithoutABody() {
        var answer = ok(SERVER.api()
                .send(request("/ask?question=" + Api.encode("What is the total revenue?") + "&use_hrm=true")
                        .POST(BodyPublishers.noBody())));
        assertThat(answer.at("/answer").asText()).startsWith("**REVENUE**");
        assertHas(answer.at("/evidence/0"), "id", "locator", "preview", "full_data");
        assertThat(answer.at("/hrm/enabled").asBoolean()).isTrue();
        assertThat(ok(post("/experiments/hrm/sort_digits", "{\"seq\":\"93241\",\"Mmax\":6,\"Mmin\":2}"))
                        .at("/out")
                        .asText())
                .isEqualTo("12349");
        assertThat(ok(get("/metrics/hrm")).at("/total_runs").asInt()).isPositive();
    }

    @Test
    void anApiIsDescribedBySource() {
        var source = "@app.get(\"/pets\")\ndef pets():\n    return []\n";
        var form = new Multipart()
                .file("file", "service.py", source)
                .field("format", "openapi")
                .field("title", "Pets");
        var described = ok(post("/analysis/api-doc", form));
        assertThat(described.at("/info/title").asText()).isEqualTo("Pets");
        assertThat(described.at("/paths").has("/pets")).isTrue();
    }

    @Test
    void theSamplesAreLoadedByAButton() {
        var results = ok(SERVER.api()
                        .send(request("/load_samples?report_week=&async_pdf=false")
                                .POST(BodyPublishers.noBody())))
                .at("/results");
        assertThat(results.findValuesAsText("status")).contains("success").doesNotContain("error");
    }
}
