package ai.pmoves.dox.app.http.search;

import static org.assertj.core.api.Assertions.assertThat;

import ai.pmoves.dox.app.http.fixture.Api;
import ai.pmoves.dox.app.http.fixture.Multipart;
import ai.pmoves.dox.app.http.fixture.Samples;
import ai.pmoves.dox.app.http.fixture.ServerExtension;
import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("each-store")
class AskTest {
    @RegisterExtension
    static final ServerExtension SERVER = new ServerExtension();

    private static String first;
    private static String second;

    private final Api api = SERVER.api();

    @BeforeAll
    static void fill() {
        first = upload("first.csv", Samples.CSV);
        second = upload("second.csv", "day,spend,revenue\n1,0.25,300\n2,0.5,150.5\n");
    }

    private static String upload(String name, String csv) {
        return SERVER.api()
                .post("/upload", new Multipart().file("files", name, csv))
                .json()
                .at("/results/0/artifact_id")
                .asText();
    }

    @Test
    void aFigureIsAddedUpOverAllFactsWithItsEvidence() {
        var answer = ask("What is the total revenue?");

        assertThat(answer.at("/answer").asText())
                .isEqualTo("**REVENUE** across 2 source(s):\n- Total: 16,350.50\n- Average: 8,175.25\n");
        assertThat(answer.at("/metric").asText()).isEqualTo("revenue");
        assertThat(answer.at("/total").asDouble()).isEqualTo(16350.5);
        assertThat(answer.at("/average").asDouble()).isEqualTo(8175.25);
        assertThat(answer.at("/count").asInt()).isEqualTo(2);
        assertThat(answer.at("/hrm").toString()).isEqualTo("{\"enabled\":false}");
        assertThat(answer.at("/evidence").findValuesAsText("artifact_id")).containsExactly(first, second);
        var cited = answer.at("/evidence/0");
        assertThat(cited)
                .isEqualTo(api.get("/evidence/" + cited.at("/id").asText()).json());
        assertThat(cited.at("/full_data/0/spend").asDouble()).isEqualTo(1250.5);
    }

    @Test
    void aQuestionForNothingThatIsKnownIsAnsweredWithHelp() {
        var answer = ask("who are you?");

        assertThat(answer.at("/answer").asText())
                .contains("spend, revenue, conversions, clicks, impressions, ctr, cpa, roas");
        assertThat(answer.at("/metric").isNull()).isTrue();
        assertThat(answer.at("/evidence")).isEmpty();
        assertThat(answer.at("/hrm/enabled").asBoolean(true)).isFalse();
        assertThat(answer.has("total")).isFalse();
    }

    @Test
    void theQuestionMayBeOfAnyText() {
        assertThat(ask("'; drop table facts; -- \"spend\" \u0000 \uD83D\uDE00")
                        .at("/metric")
                        .asText())
                .isEqualTo("spend");
        assertThat(ask("").at("/metric").isNull()).isTrue();
    }

    @Test
    void questionAndSwitchAreChecked() {
        assertThat(api.post("/ask").status()).isEqualTo(422);
        assertThat(api.post("/ask").json().at("/detail/0/loc").toString()).isEqualTo("[\"query\",\"question\"]");
        assertThat(api.post("/ask?question=spend&use_hrm=perhaps")
                        .json()
                        .at("/detail/0/type")
                        .asText())
                .isEqualTo("bool_parsing");
        assertThat(api.get("/ask?question=spend").status()).isEqualTo(405);
    }

    private JsonNode ask(String question) {
        var answer = api.post("/ask?question=" + Api.encode(question));
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json();
    }
}
