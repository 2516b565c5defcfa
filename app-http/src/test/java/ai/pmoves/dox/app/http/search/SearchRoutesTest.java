package ai.pmoves.dox.app.http.search;

import static org.assertj.core.api.Assertions.assertThat;

import ai.pmoves.dox.app.Eventually;
import ai.pmoves.dox.app.http.fixture.Api;
import ai.pmoves.dox.app.http.fixture.Multipart;
import ai.pmoves.dox.app.http.fixture.Samples;
import ai.pmoves.dox.app.http.fixture.ServerExtension;
import ai.pmoves.dox.app.http.fixture.TestStores;
import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("each-store")
@Tag("pair")
class SearchRoutesTest {
    @RegisterExtension
    static final ServerExtension SERVER = new ServerExtension();

    private static String logId = "";

    private final Api api = SERVER.api();

    @BeforeAll
    static void fill() {
        var api = SERVER.api();
        logId = api.post("/ingest/xml", new Multipart().file("file", "sample.xml", Samples.XML_LOG))
                .json()
                .at("/document_id")
                .asText();
        api.post("/ingest/openapi", new Multipart().file("file", "loans.json", Samples.OPENAPI));
        Eventually.await("all texts have their vectors")
                .until(() -> api.get("/config").json().at("/search/pending").asInt(1) == 0);
    }

    @Test
    void aHitHasItsScoresAndALinkIntoTheUserInterface() {
        var body = search("{\"q\":\"loan origination failed\"}");

        assertThat(body.fieldNames()).toIterable().containsExactly("took_ms", "count", "mode", "store", "results");
        assertThat(body.at("/mode").asText()).isEqualTo("hybrid");
        assertThat(body.at("/store").asText()).isEqualTo(TestStores.NAME);
        assertThat(body.at("/took_ms").isInt()).isTrue();
        var best = body.at("/results/0");
        assertThat(best.at("/text").asText()).isEqualTo("Loan origination failed for application 12345");
        assertThat(best.at("/score").asDouble()).isBetween(0.0, 1.0);
        assertThat(best.at("/legs").toString()).isEqualTo("[\"text\",\"vector\"]");
        assertThat(best.at("/scores/vector").asDouble()).isBetween(0.5, 1.0);
        assertThat(best.at("/meta"))
                .isEqualTo(Api.json(
                        "{\"type\":\"log\",\"level\":\"ERROR\",\"code\":\"E1001\",\"component\":\"LoanService\","
                                + "\"ts\":\"2025-09-25T10:01:02Z\",\"document_id\":\"%s\",\"deeplink\":{\"panel\":\"logs\","
                                        .formatted(logId)
                                + "\"document_id\":\"%s\",\"code\":\"E1001\"}}".formatted(logId)));
    }

    @Test
    void anOperationLinksToItsPanel() {
        var meta = search("{\"q\":\"create loan\",\"types\":[\"API\"],\"mode\":\"text\"}")
                .at("/results/0/meta");
        assertThat(meta.at("/deeplink").toString())
                .isEqualTo("{\"panel\":\"apis\",\"api_id\":\"%s\"}"
                        .formatted(meta.at("/id").asText()));
        assertThat(meta.at("/tags").toString()).isEqualTo("[\"loans\"]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text", "vector", "hybrid", "HYBRID"})
    void everyModeAnswersBestFirst(String mode) {
        var body = search("{\"q\":\"missing papers about income\",\"mode\":\"%s\"}".formatted(mode));
        assertThat(body.at("/mode").asText()).isEqualToIgnoringCase(mode);
        assertThat(body.at("/results/0/text").asText()).isEqualTo("Missing income document for applicant 67890");
        assertThat(body.at("/results").findValues("score"))
                .extracting(JsonNode::asDouble)
                .isSortedAccordingTo((a, b) -> Double.compare(b, a));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"q\":\"loan\",\"k\":1} | 1",
                "{\"q\":\"loan\",\"k\":\"2\"} | 2",
                "{\"q\":\"loan\",\"k\":2.0} | 2",
                "{\"q\":\"loan\",\"k\":null} | 6",
                "{\"q\":\"loan\",\"k\":0} | 6",
                "{\"q\":\"loan\",\"k\":99999999999} | 6",
                "{\"q\":\"  \"} | 0",
                "{\"q\":\"loan\",\"types\":[]} | 6",
                "{\"q\":\"loan\",\"types\":null} | 6",
                "{\"q\":\"loan\",\"types\":[\"api\"]} | 3",
                "{\"q\":\"loan\",\"types\":[\"nonsense\"]} | 0",
                "{\"q\":\"loan\",\"types\":[\"log\",\"nonsense\"]} | 3",
                "{\"q\":\"loan\",\"metadata\":{\"level\":\"ERROR\"}} | 1",
                "{\"q\":\"loan\",\"document_id\":\"unknown\"} | 0",
                "{\"q\":\"loan\",\"artifact_id\":\"unknown\"} | 0",
                "{\"q\":\"loan\",\"other\":1} | 6"
            })
    void theRequestSaysHowManyOfWhat(String request, int expected) {
        var body = search(request);
        assertThat(body.at("/count").asInt()).isEqualTo(expected);
        assertThat(body.at("/results")).hasSize(expected);
    }

    @Test
    void signsOfAQueryLanguageAreOnlyText() {
        for (var q : new String[] {"(\\\"AND* ^ NEAR", "a OR", "*", "\\u0000", "\\ud800", "x".repeat(100_000)}) {
            search("{\"q\":\"%s\"}".formatted(q));
        }
    }

    @Test
    void theTestHitOfUserInterfacesIsFixed() {
        var hit = search("{\"q\":\" __ui_test__ \"}").at("/results/0");
        assertThat(hit.at("/score").asDouble()).isEqualTo(1.0);
        assertThat(hit.at("/text").asText()).isEqualTo("UI Test Result");
        assertThat(hit.at("/meta").toString()).isEqualTo("{\"type\":\"api\",\"deeplink\":{\"panel\":\"apis\"}}");
        assertThat(search("{\"q\":\"__ui_test__\",\"types\":[\"log\"]}")
                        .at("/count")
                        .asInt())
                .isZero();
    }

    @Test
    void aRebuildKeepsWhatWasThere() {
        var body = api.post("/search/rebuild").json();
        assertThat(body.toString())
                .isEqualTo("{\"status\":\"ok\",\"items\":6,\"backend\":\"" + TestStores.NAME + "\","
                        + "\"embedding_provider\":\"all-minilm-l6-v2\",\"pending\":0}");
        assertThat(search("{\"q\":\"loan origination\"}").at("/count").asInt()).isEqualTo(6);
    }

    private JsonNode search(String request) {
        var answer = api.postJson("/search", request);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json();
    }
}
