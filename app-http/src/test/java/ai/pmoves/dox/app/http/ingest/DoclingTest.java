package ai.pmoves.dox.app.http.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import ai.pmoves.dox.app.http.fixture.Api;
import ai.pmoves.dox.app.http.fixture.Multipart;
import ai.pmoves.dox.app.http.fixture.Pdfs;
import ai.pmoves.dox.app.http.fixture.ServerExtension;
import ai.pmoves.dox.application.ingest.IngestOutcome;
import ai.pmoves.dox.application.ingest.IngestPaths.Source;
import ai.pmoves.dox.domain.Document;
import ai.pmoves.dox.domain.DocumentType;
import ai.pmoves.dox.domain.Id;
import ai.pmoves.dox.ingest.config.DoclingServeConfig;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Documents that docling has read, given as its JSON or by a docling-serve, which a server on this machine plays. */
class DoclingTest {
    /** What the parser's own tests read as well. */
    private static final Path DOCUMENT = Path.of("..", "adapter-ingest/src/test/resources/docling/ferry_line.json");

    private static final HttpServer DOCLING = startDocling();
    private static volatile int status = 200;
    private static String uploaded = "";

    @RegisterExtension
    static final ServerExtension SERVER = new ServerExtension()
            .withIngest(ServerExtension.WITHOUT_PROGRAMS.withDoclingServe(new DoclingServeConfig(
                    URI.create("http://127.0.0.1:" + DOCLING.getAddress().getPort()),
                    null,
                    Duration.ofSeconds(60),
                    1_000_000)));

    private final Api api = SERVER.api();

    private static HttpServer startDocling() {
        try {
            var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            answer(server, "/v1/convert/file/async", "{\"task_id\":\"t\",\"task_status\":\"pending\"}");
            answer(server, "/v1/status/poll/t", "{\"task_id\":\"t\",\"task_status\":\"success\"}");
            answer(
                    server,
                    "/v1/result/t",
                    "{\"document\":{\"json_content\":%s},\"status\":\"success\"}"
                            .formatted(Files.readString(DOCUMENT)));
            server.start();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void answer(HttpServer server, String path, String json) {
        server.createContext(path, exchange -> {
            try (exchange) {
                exchange.getRequestBody().readAllBytes();
                var bytes = json.getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(status, bytes.length);
                exchange.getResponseBody().write(bytes);
            }
        });
    }

    @BeforeAll
    static void upload() throws IOException {
        uploaded = upload("ferry_line.json", Files.readAllBytes(DOCUMENT));
    }

    @AfterAll
    static void stopDocling() {
        DOCLING.stop(0);
    }

    private static String upload(String name, byte[] content) {
        var result = SERVER.api()
                .post("/upload?async_pdf=false&report_week=W1", new Multipart().file("files", name, content))
                .json()
                .at("/results/0");
        assertThat(result.at("/status").asText()).as(result.toString()).isEqualTo("success");
        return result.at("/artifact_id").asText();
    }

    @Test
    void aDocumentIsAnArtifactWithFactsAndEvidence() {
        var answer = api.get("/artifacts/" + uploaded).json();
        assertThat(answer.at("/artifact/filetype").asText()).isEqualTo(".json");
        assertThat(answer.at("/artifact/status").asText()).isEqualTo("processed");
        assertThat(answer.at("/artifact/extras/docling/pages").asInt()).isEqualTo(2);
        assertThat(answer.at("/facts").findValuesAsText("entity")).contains("table", "chart", "document_summary");
        assertThat(answer.at("/facts").findValuesAsText("report_week")).containsOnly("W1");
        var chart = byContentType(answer.at("/evidence"), "chart");
        var evidence = api.get("/evidence/" + chart.at("/id").asText()).json();
        assertThat(evidence.at("/coordinates")).isEqualTo(Api.json("{\"page\":2,\"bbox\":[72.0,92.0,540.0,292.0]}"));
        var image = evidence.at("/full_data/image_path").asText();
        assertThat(image).startsWith("artifacts/charts/").endsWith("_ferry_line_chart_0.png");
        assertThat(api.get("/download?rel=" + image.substring("artifacts/".length()))
                        .header("Content-Type"))
                .isEqualTo("image/png");
        assertThat(api.get("/documents?type=pdf").json().at("/documents").findValuesAsText("id"))
                .contains(uploaded);
        assertThat(api.get("/artifacts").json().at("/artifacts").findValuesAsText("chart_evidence"))
                .contains("1");
    }

    @Test
    void itsTypeIsItsOwnAndClientsSeeAPdf() {
        Id<Document> id = Id.of(uploaded);
        assertThat(SERVER.dox().store().documents().find(id).orElseThrow().type())
                .isEqualTo(DocumentType.DOCLING);
        for (var query : List.of("", "?type=pdf", "?type=docling")) {
            var documents = api.get("/documents" + query).json().at("/documents");
            assertThat(documents).anySatisfy(document -> {
                assertThat(document.at("/id").asText()).isEqualTo(uploaded);
                assertThat(document.at("/type").asText()).isEqualTo("pdf");
            });
        }
        assertThat(api.get("/documents?type=xml").json().at("/documents")).isEmpty();
    }

    private static JsonNode byContentType(JsonNode evidence, String contentType) {
        for (var item : evidence) {
            if (item.at("/content_type").asText().equals(contentType)) {
                return item;
            }
        }
        throw new AssertionError(contentType + " is not in " + evidence);
    }

    @Test
    void itsTextsTablesAndPicturesAreFoundWithTheirPages() {
        hit("people carried by the ferries and revenue", "revenue of $6.4M", 1);
        hit("operating expenses north south", "Operating expenses | (3,000)", 1);
        hit("bar chart of passengers by line", "A bar chart of passengers by line.", 2);
        assertThat(api.postJson("/search/rebuild", "{}").json().at("/status").asText())
                .isEqualTo("ok");
        hit("licence FL-2291", "Licence: FL-2291", 2);
    }

    private void hit(String query, String text, int page) {
        var hits = api.postJson("/search", "{\"q\":\"%s\",\"mode\":\"text\",\"types\":[\"pdf\"]}".formatted(query))
                .json()
                .at("/results");
        assertThat(hits).anySatisfy(hit -> {
            assertThat(hit.at("/text").asText()).contains(text);
            assertThat(hit.at("/meta/deeplink/panel").asText()).isEqualTo("workspace");
            assertThat(hit.at("/meta/deeplink/page").asInt()).isEqualTo(page);
        });
    }

    @Test
    void aPdfThatDoclingReadsAnswersAsItsDocumentDoes() {
        var served = upload("ferry_line.pdf", Pdfs.plain("nothing of it"));

        assertThat(api.get("/artifacts/" + served)
                        .json()
                        .at("/artifact/extras/pdf/parser")
                        .asText())
                .isEqualTo("docling-serve");
        assertThat(analysis(served)).isEqualTo(analysis(uploaded));
        assertThat(analysis(served).at("/charts")).hasSize(1);
        assertThat(analysis(served).at("/formulas")).hasSize(2);
        assertThat(analysis(served).at("/entities").findValuesAsText("text")).contains("Ferry Line Ltd");
        assertThat(analysis(served).at("/metric_hits").findValuesAsText("value"))
                .contains("$6.4M");
        assertThat(analysis(served)
                        .at("/structure/sections/0/subsections/0/title")
                        .asText())
                .isEqualTo("Passengers");
        var statement = statements(served);
        assertThat(statement).isEqualTo(statements(uploaded)).hasSize(1);
        assertThat(statement.at("/0/statement_type").asText()).isEqualTo("income_statement");
        assertThat(statement.at("/0/summary/net_income").asDouble()).isEqualTo(1_100);
    }

    /** What was found, without what tells one artifact from the other. */
    private JsonNode analysis(String id) {
        var analysis = (ObjectNode) api.get("/analysis/artifacts/" + id).json();
        analysis.remove("artifact");
        return anonymous(analysis, id);
    }

    private JsonNode statements(String id) {
        return anonymous(
                api.get("/analysis/financials?artifact_id=" + id).json().at("/statements"), id);
    }

    private static JsonNode anonymous(JsonNode node, String id) {
        var text = node.toString()
                .replace(id, "ARTIFACT")
                .replaceAll("\"(id|evidence_id)\":\"[0-9a-f-]{36}\"", "\"$1\":\"ID\"")
                .replaceAll("ferry_line\\.(json|pdf)", "ferry_line");
        return Api.json(text);
    }

    @Test
    void whereDoclingFailsTheBuiltInParserReadsAndSaysSo() {
        status = 503;
        try {
            var id = upload("crane.pdf", Pdfs.plain("The harbour crane moved nine containers"));
            var extras = api.get("/artifacts/" + id).json().at("/artifact/extras/pdf");
            assertThat(extras.at("/parser").asText()).isEqualTo("built-in");
            assertThat(extras.at("/warnings/0").asText())
                    .isEqualTo("docling-serve answered with the status 503; the built-in parser read the file");
            hit("harbour crane", "nine containers", 1);
        } finally {
            status = 200;
        }
    }

    @Test
    void itIsConvertedAndGatheredIntoConstellationsByItsTexts() {
        var converted = api.postJson("/convert", "{\"artifact_id\":\"%s\",\"format\":\"txt\"}".formatted(uploaded))
                .json();
        assertThat(api.get("/download?rel=" + converted.at("/rel").asText()).text())
                .startsWith("# Ferry Line Review\n\n## Results\n");
        var chr = api.postJson("/structure/chr", "{\"artifact_id\":\"%s\",\"K\":2}".formatted(uploaded))
                .json();
        assertThat(chr.at("/counts/units").asInt()).isGreaterThan(15);
        assertThat(chr.at("/preview_rows").findValuesAsText("text")).hasSize(10).noneMatch(text -> text.contains("{"));
    }

    @Test
    void otherJsonIsToldWhatIsTakenHereAndWhatElsewhere() {
        var result = api.post("/upload", new Multipart().file("files", "api.json", "{\"openapi\":\"3.0.0\"}"))
                .json()
                .at("/results/0");
        assertThat(result.at("/code").asText()).isEqualTo("ingest.unsupported-type");
        assertThat(result.at("/error").asText())
                .endsWith("_api.json is JSON, but no DoclingDocument: its schema_name is '';"
                        + " XML logs, OpenAPI and Postman files go to /ingest");
    }

    @Test
    void aFolderGivesWhatIsKnownAmongItsJsonFiles(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("a.json"), Files.readString(DOCUMENT) + " ");
        Files.writeString(folder.resolve("b.json"), "{\"openapi\":\"3.0.0\",\"paths\":{}}");
        Files.writeString(folder.resolve("c.json"), "{\"name\":\"a package\"}");

        var paths = SERVER.dox().ingestPaths();
        var plan = paths.plan(List.of(folder.toString()));
        assertThat(plan.sources())
                .extracting(Source::name)
                .containsExactly(
                        folder.resolve("a.json").toString(),
                        folder.resolve("b.json").toString());
        assertThat(plan.passedOver()).containsExactly(folder.resolve("c.json"));

        var outcomes = new ArrayList<IngestOutcome>();
        paths.ingestAll(plan, "", false, outcomes::add);
        assertThat(outcomes).extracting(IngestOutcome::status).containsOnly(IngestOutcome.Status.SUCCESS);
        assertThat(outcomes.getFirst().artifactId()).isPresent();
        assertThat(outcomes.getFirst().evidence()).isPositive();
    }
}
