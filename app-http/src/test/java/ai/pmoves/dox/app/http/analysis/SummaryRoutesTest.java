package ai.pmoves.dox.app.http.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import ai.pmoves.dox.app.http.fixture.Api;
import ai.pmoves.dox.app.http.fixture.Multipart;
import ai.pmoves.dox.app.http.fixture.Samples;
import ai.pmoves.dox.app.http.fixture.ServerExtension;
import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("each-store")
class SummaryRoutesTest {
    @RegisterExtension
    static final ServerExtension SERVER = new ServerExtension();

    private static final String FIRST = "Unknown entity -> spend: 4601.5, revenue: 15900.0, conversions: 252.0,"
            + " clicks: 17700.0, impressions: 413000.0, ctr: 0.04285714285714286, cpa: 18.259920634920636,"
            + " roas: 3.4553949798978594";

    private final Api api = SERVER.api();
    private String artifactId = "";

    @BeforeEach
    void fill() {
        SERVER.dox().store().clear();
        artifactId = upload("first.csv", Samples.CSV);
        upload("second.csv", "day,spend\n1,5\n");
    }

    private String upload(String name, String csv) {
        return api.post("/upload", new Multipart().file("files", name, csv))
                .json()
                .at("/results/0/artifact_id")
                .asText();
    }

    @Test
    void theWorkspaceIsSummarisedWithItsEvidence() {
        var summary = generate("{\"style\":\"bullet\",\"scope\":\"workspace\",\"force_refresh\":true}");

        assertThat(summary.at("/summary").asText()).isEqualTo("• " + FIRST + "\n• Unknown entity -> spend: 5.0");
        assertThat(summary.at("/style").asText()).isEqualTo("bullet");
        assertThat(summary.at("/provider").asText()).isEqualTo("heuristic");
        assertThat(summary.at("/prompt").asText()).startsWith("Summarize the following workspace findings");
        assertThat(summary.at("/scope").toString())
                .isEqualTo("{\"type\":\"workspace\",\"key\":\"workspace\",\"artifact_ids\":[]}");
        assertThat(summary.at("/created_at").asText()).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ");
        assertThat(summary.at("/citations")).hasSize(2);
        assertThat(summary.at("/citations/0/full_data/0/spend").asDouble()).isEqualTo(1250.5);
    }

    @Test
    void artifactsAreSummarisedByThemselves() {
        var summary = generate("{\"artifact_ids\":[\"%s\",\" \"],\"style\":\"action_items\"}".formatted(artifactId));

        assertThat(summary.at("/summary").asText())
                .isEqualTo("1. Review insight: " + FIRST + " and confirm next steps with stakeholders.");
        assertThat(summary.at("/scope/type").asText()).isEqualTo("artifact");
        assertThat(summary.at("/scope/key").asText()).isEqualTo("artifact:" + artifactId);
        assertThat(summary.at("/scope/artifact_ids/0").asText()).isEqualTo(artifactId);
        assertThat(summary.at("/citations").findValuesAsText("artifact_id")).containsExactly(artifactId);
    }

    @Test
    void aStoredSummaryIsTheAnswerUntilANewOneIsAskedFor() {
        var first = generate("{}").at("/id").asText();
        upload("third.csv", "day,spend\n1,6\n");

        assertThat(generate("{\"style\":null}").at("/id").asText()).isEqualTo(first);
        assertThat(generate("{\"style\":\"executive\"}").at("/id").asText()).isNotEqualTo(first);
        var again = generate("{\"force_refresh\":\"yes\"}");
        assertThat(again.at("/id").asText()).isNotEqualTo(first);
        assertThat(again.at("/summary").asText()).contains("spend: 6.0");
        assertThat(generate("{}").at("/id").asText()).isEqualTo(again.at("/id").asText());
    }

    @Test
    void theHistoryIsListedNewestFirst() {
        var bullet = generate("{}");
        var executive = generate("{\"style\":\"executive\"}");
        var ofArtifact = generate("{\"scope\":\"artifact\",\"artifact_ids\":[\"%s\"]}".formatted(artifactId));

        assertThat(list("")).containsExactly(ofArtifact, executive, bullet);
        assertThat(list("?style=bullet&scope=workspace")).containsExactly(bullet);
        assertThat(list("?scope=artifact")).containsExactly(ofArtifact);
        assertThat(list("?document_id=" + artifactId)).containsExactly(ofArtifact);
        assertThat(list("?document_id=none&style=")).isEmpty();
    }

    @Test
    void artifactsWithoutFactsAreNamed() {
        SERVER.dox().store().clear();
        assertThat(generate("{}").at("/summary").asText()).isEqualTo("• No artifacts have been uploaded yet.");
        upload("empty.txt", "text");
        var summary = generate("{\"force_refresh\":true}");
        assertThat(summary.at("/summary").asText()).isEqualTo("• Artifact empty.txt (.txt) queued for summarization.");
        assertThat(summary.at("/citations")).isEmpty();
        assertThat(generate("{\"artifact_ids\":[\"a'b/c\"]}").at("/scope/key").asText())
                .isEqualTo("artifact:a'b/c");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"style\":\"poem\"}|422",
                "{\"scope\":\"world\"}|422",
                "{\"style\":1}|422",
                "{\"artifact_ids\":\"a\"}|422",
                "{\"artifact_ids\":[1]}|422",
                "{\"force_refresh\":\"perhaps\"}|422",
                "{\"force_refresh\":[]}|422",
                "[]|422",
                "{|422",
                "{\"scope\":\"artifact\"}|400",
                "{\"scope\":\"artifact\",\"artifact_ids\":[\"  \"]}|400"
            })
    void whatIsNoSummaryIsRefused(String body, int status) {
        var answer = api.postJson("/summaries/generate", body);
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.json().at("/code").asText()).isEqualTo("request.invalid");
        assertThat(list("")).isEmpty();
    }

    @Test
    void unknownFiltersAreRefused() {
        assertThat(api.get("/summaries?style=poem")
                        .json()
                        .at("/detail/0/ctx/expected")
                        .asText())
                .isEqualTo("'bullet', 'executive' or 'action_items'");
        assertThat(api.get("/summaries?scope=world").status()).isEqualTo(422);
    }

    private JsonNode generate(String body) {
        var answer = api.postJson("/summaries/generate", body);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json();
    }

    private JsonNode list(String query) {
        return api.get("/summaries" + query).json().at("/summaries");
    }
}
