package ai.pmoves.dox.app.http.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import ai.pmoves.dox.app.http.fixture.Api;
import ai.pmoves.dox.app.http.fixture.Multipart;
import ai.pmoves.dox.app.http.fixture.ServerExtension;
import ai.pmoves.dox.domain.Artifact;
import ai.pmoves.dox.domain.Evidence;
import ai.pmoves.dox.domain.EvidenceData;
import ai.pmoves.dox.domain.Id;
import ai.pmoves.dox.domain.Json;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("each-store")
class AnalysisRoutesTest {
    @RegisterExtension
    static final ServerExtension SERVER = new ServerExtension();

    private static String report = "";
    private static String drawn = "";

    private final Api api = SERVER.api();

    /** A report with names, figures and an income statement, and an artifact with one finding of each kind. */
    @BeforeAll
    static void fill() throws IOException {
        var pdf = Files.readAllBytes(Path.of("..", "samples", "harbor_q3_report.pdf"));
        report = upload("report.pdf", pdf);
        drawn = upload("a.csv", "a\n1\n".getBytes(StandardCharsets.UTF_8));
        Map<String, Object> manyRows = Map.of(
                "pages", List.of(1, 2),
                "merged", true,
                "header_detected", true,
                "columns", List.of("n"),
                "rows", Collections.nCopies(25, Map.of("n", 1)),
                "statement", Map.of("type", "unknown"));
        SERVER.dox()
                .store()
                .evidence()
                .addAll(List.of(
                        evidence("e-table", "Table", manyRows),
                        evidence("e-chart", "chart", Map.of("id", "c_1", "page", 3, "caption", "Growth")),
                        evidence("e-formula", "formula", Map.of("content", "a = b", "kind", "inline")),
                        evidence("e-odd", "chart", List.of("no object")),
                        evidence("e-no-table", "text", Map.of("statement", Map.of("type", "cash_flow"))),
                        evidence(
                                "e-cash",
                                "financial_table",
                                Map.of("statement", Map.of("type", "cash_flow", "confidence", 1.0)))));
    }

    private static String upload(String name, byte[] content) {
        return SERVER.api()
                .post("/upload?async_pdf=false", new Multipart().file("files", name, content))
                .json()
                .at("/results/0/artifact_id")
                .asText();
    }

    private static Evidence evidence(String id, String contentType, Object data) {
        return new Evidence(
                Id.of(id),
                Id.<Artifact>of(drawn),
                "a.csv#" + id,
                "preview",
                Json.NULL,
                EvidenceData.of(contentType, Json.of(data)));
    }

    @Test
    void namesAreListedByDocumentAndLabel() {
        var all = api.get("/analysis/entities").json().at("/entities");
        assertThat(all).isNotEmpty();
        var first = all.get(0);
        assertThat(first.at("/document_id").asText()).isEqualTo(report);
        assertThat(first.at("/end_char").asInt())
                .isEqualTo(first.at("/start_char").asInt()
                        + first.at("/text").asText().length());
        assertThat(first.fieldNames()).toIterable().contains("id", "label", "page", "context", "source_index");
        var label = first.at("/label").asText();
        var ofLabel = api.get("/analysis/entities?document_id=" + report + "&label=" + label)
                .json()
                .at("/entities");
        assertThat(ofLabel.findValuesAsText("label")).isNotEmpty().containsOnly(label);
        assertThat(api.get("/analysis/entities?document_id=x").text()).isEqualTo("{\"entities\":[]}");
        var page = api.get("/analysis/entities?limit=1").json();
        assertThat(page.at("/entities")).hasSize(1);
        assertThat(page.at("/next_cursor").isTextual()).isTrue();
    }

    @Test
    void figuresAreListedByDocumentAndType() {
        var hits = api.get("/analysis/metrics?metric_type=revenue&document_id=" + report)
                .json()
                .at("/metric_hits");
        assertThat(hits.findValuesAsText("type")).isNotEmpty().containsOnly("revenue");
        assertThat(hits.get(0).at("/value").isTextual()).isTrue();
        assertThat(hits.get(0).fieldNames())
                .toIterable()
                .containsExactly("id", "document_id", "type", "value", "context", "position", "page", "source_index");
        assertThat(api.get("/analysis/metrics?metric_type=none").text()).isEqualTo("{\"metric_hits\":[]}");
    }

    @Test
    void headingsAreATreeAndUnknownDocumentsHaveNone() {
        var structure = api.get("/analysis/structure?document_id=" + report).json();
        assertThat(structure.at("/document_id").asText()).isEqualTo(report);
        assertThat(structure.at("/structure/sections")).isNotEmpty();
        assertThat(api.get("/analysis/structure?document_id=x%27/y").text())
                .isEqualTo("{\"document_id\":\"x'/y\",\"structure\":null}");
        assertThat(api.get("/analysis/structure?document_id=").text())
                .isEqualTo("{\"document_id\":\"\",\"structure\":null}");
        assertThat(api.get("/analysis/structure").status()).isEqualTo(422);
    }

    @Test
    void anArtifactHasItsFindingsInOnePlace() {
        var analysis = api.get("/analysis/artifacts/" + drawn).json();

        assertThat(analysis.fieldNames())
                .toIterable()
                .containsExactly("artifact", "tables", "charts", "formulas", "entities", "structure", "metric_hits");
        assertThat(analysis.at("/artifact/id").asText()).isEqualTo(drawn);
        var table = analysis.at("/tables/0");
        assertThat(table.at("/id").asText()).isEqualTo("e-table");
        assertThat(table.at("/row_count").asInt()).isEqualTo(25);
        assertThat(table.at("/rows")).hasSize(20);
        assertThat(table.at("/pages").toString()).isEqualTo("[1,2]");
        assertThat(table.at("/merged").asBoolean()).isTrue();
        assertThat(analysis.at("/tables")).hasSize(1);
        assertThat(analysis.at("/charts/0/id").asText()).isEqualTo("c_1");
        assertThat(analysis.at("/charts/0/caption").asText()).isEqualTo("Growth");
        assertThat(analysis.at("/charts/0/vlm_enabled").isNull()).isTrue();
        assertThat(analysis.at("/charts/1/id").asText()).isEqualTo("e-odd");
        assertThat(analysis.at("/formulas/0/content").asText()).isEqualTo("a = b");
        assertThat(analysis.at("/formulas/0/locator").asText()).isEqualTo("a.csv#e-formula");
        assertThat(analysis.at("/structure").isNull()).isTrue();

        var ofReport = api.get("/analysis/artifacts/" + report).json();
        assertThat(ofReport.at("/entities")).isNotEmpty();
        assertThat(ofReport.at("/metric_hits")).isNotEmpty();
        assertThat(ofReport.at("/structure/title").isTextual()).isTrue();
        assertThat(api.get("/analysis/artifacts/none").text())
                .isEqualTo("{\"detail\":\"Artifact not found\",\"code\":\"artifact.not-found\"}");
    }

    @Test
    void statementsAreThoseTablesOfAKnownType() {
        var statements = api.get("/analysis/financials").json().at("/statements");
        assertThat(statements.findValuesAsText("evidence_id"))
                .contains("e-cash")
                .doesNotContain("e-table");

        var ofDrawn =
                api.get("/analysis/financials?artifact_id=" + drawn).json().at("/statements");
        assertThat(ofDrawn).hasSize(1);
        assertThat(ofDrawn.get(0).toString())
                .isEqualTo("{\"evidence_id\":\"e-cash\",\"artifact_id\":\"%s\",\"locator\":\"a.csv#e-cash\","
                                .formatted(drawn)
                        + "\"statement_type\":\"cash_flow\",\"confidence\":1.0,\"summary\":{},\"columns\":[],"
                        + "\"rows\":[],\"header_info\":null}");
        assertThat(api.get("/analysis/financials?artifact_id=none").text()).isEqualTo("{\"statements\":[]}");
    }

    @Test
    void aServiceIsDescribedByItsSource() {
        var described = describe("service.py", """
                @app.get("/items/{id}")
                def item(id): ...
                class Item(BaseModel): ...
                """);
        assertThat(described.at("/openapi").asText()).isEqualTo("3.0.0");
        assertThat(described.at("/paths").toString()).contains("\"/items/{id}\":{\"get\":{");
        assertThat(described.at("/info/title").asText()).isEqualTo("Items");
        assertThat(described.at("/info/version").asText()).isEqualTo("1.0.0");
        assertThat(described.at("/components/schemas/Item/type").asText()).isEqualTo("object");
        assertThat(described.at("/x-generated-by").asText()).isEqualTo("PMOVES-DoX");
        assertThat(described.at("/x-source-file").asText()).isEqualTo("service.py");
        assertThat(described.at("/x-endpoints-count").asInt()).isEqualTo(1);
        assertThat(described.at("/x-schemas-count").asInt()).isEqualTo(1);

        var existing = describe("api.YAML", "openapi: 3.0.1\npaths: {/a: {}}\n");
        assertThat(existing.toString())
                .isEqualTo("{\"openapi\":\"3.0.1\",\"paths\":{\"/a\":{}},\"x-generated-by\":\"PMOVES-DoX\","
                        + "\"x-source-type\":\"existing_spec\"}");
        assertThat(describe("data.json", "[1]").at("/x-endpoints-count").asInt(-1))
                .isZero();
    }

    private JsonNode describe(String name, String content) {
        var answer = api.post(
                "/analysis/api-doc", new Multipart().file("file", name, content).field("title", "Items"));
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json();
    }

    @Test
    void sourcesThatCannotBeReadAreRefused() {
        refuse("service.exe", "x".getBytes(StandardCharsets.UTF_8), 400, "ingest.unsupported-type");
        refuse("../service", "x".getBytes(StandardCharsets.UTF_8), 400, "ingest.unsupported-type");
        refuse("service.py", new byte[] {(byte) 0xff, 1}, 400, "ingest.unreadable");
        refuse("api.json", "{\"openapi\":".getBytes(StandardCharsets.UTF_8), 400, "ingest.unreadable");
        refuse("api.yaml", "a: &a [*a]".getBytes(StandardCharsets.UTF_8), 413, "ingest.bomb");
        refuse("api.json", "[".repeat(5_000).getBytes(StandardCharsets.UTF_8), 400, "ingest.unreadable");
        refuse("huge.py", new byte[(5 << 20) + 1], 413, "ingest.too-large");
        assertThat(api.post("/analysis/api-doc").status()).isEqualTo(422);
    }

    private void refuse(String name, byte[] content, int status, String code) {
        var answer = api.post("/analysis/api-doc", new Multipart().file("file", name, content));
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.json().at("/code").asText()).isEqualTo(code);
        assertThat(answer.json().at("/detail").asText()).isNotBlank().doesNotContain("Exception");
    }
}
