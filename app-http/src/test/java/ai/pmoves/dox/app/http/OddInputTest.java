package ai.pmoves.dox.app.http;

import static org.assertj.core.api.Assertions.assertThat;

import ai.pmoves.dox.app.http.fixture.Api;
import ai.pmoves.dox.app.http.fixture.ServerExtension;
import ai.pmoves.dox.app.http.fixture.StoreState;
import ai.pmoves.dox.domain.rows.StoreTable;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Input that is odd, and good all the same: either store keeps it as it is, or as close as it can. */
@Tag("each-store")
class OddInputTest {
    @RegisterExtension
    static final ServerExtension SERVER = new ServerExtension();

    private final Api api = SERVER.api();

    private static JsonNode ok(Api.Answer answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json();
    }

    private String current(String documentId) {
        return ok(api.get("/tags/prompt/" + documentId)).at("/prompt_text").asText();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'%22;%20drop%20table%20tags;--",
                "..%5C..%5Cetc",
                "..%2F..%2Fetc",
                "%F0%9F%98%80",
                "a%20b",
                "%25",
                "*"
            })
    void aDocumentMayBeCalledAnything(String id) {
        ok(api.postJson("/tags/prompt/" + id, "{\"prompt_text\":\"one\"}"));
        var second = ok(api.postJson("/tags/prompt/" + id, "{\"prompt_text\":\"two\"}"));
        assertThat(current(id)).isEqualTo("two");
        var history = ok(api.get("/tags/prompt/" + id + "/history")).at("/items");
        assertThat(history.findValuesAsText("prompt_text")).containsExactly("two", "one");
        assertThat(history.at("/0/id")).isEqualTo(second.at("/id"));
    }

    @Test
    void whatNoStoreKeepsIsReplacedAndTheRestStays() {
        ok(api.postJson("/tags/prompt/odd", "{\"prompt_text\":\"a\\u0000b\\ud800c ✓\",\"author\":\"\\udc00\"}"));
        assertThat(current("odd")).isEqualTo("a\uFFFDb\uFFFDc ✓");
        assertThat(ok(api.get("/tags/prompt/odd")).at("/author").asText()).isEqualTo("\uFFFD");
    }

    @Test
    void aPromptOfFiveMegabytesIsKeptToTheLastLetter() throws Exception {
        var prompt = "Tag all of it, ünd more. ".repeat(200_000) + "End";
        ok(api.postJson("/tags/prompt/long", Api.JSON.writeValueAsString(Map.of("prompt_text", prompt))));
        assertThat(current("long")).isEqualTo(prompt);
        var version = ok(api.get("/tags/prompt/long")).at("/id").asText();
        ok(api.postJson("/tags/prompt/long", "{\"prompt_text\":\"short\"}"));
        ok(api.postJson("/tags/prompt/long/restore", "{\"prompt_id\":\"%s\"}".formatted(version)));
        assertThat(current("long")).isEqualTo(prompt);
    }

    @Test
    void ofAMemberThatComesTwiceTheLastCounts() {
        ok(api.postJson("/tags/prompt/twice", "{\"prompt_text\":\"first\",\"prompt_text\":\"last\"}"));
        assertThat(current("twice")).isEqualTo("last");
    }

    @Test
    void aHistoryIsCutLikeASliceOfPython() {
        for (var text : new String[] {"one", "two", "three"}) {
            ok(api.postJson("/tags/prompt/slice", "{\"prompt_text\":\"%s\"}".formatted(text)));
        }
        var path = "/tags/prompt/slice/history?limit=";
        assertThat(ok(api.get(path + "-1")).at("/items")).hasSize(2);
        assertThat(ok(api.get(path + "-9")).at("/items")).isEmpty();
        assertThat(ok(api.get(path + "0")).at("/items")).isEmpty();
        assertThat(ok(api.get(path + "2147483647")).at("/items")).hasSize(3);
    }

    @Test
    void numbersMayBeWrittenAsTextOrWithAPoint() {
        var answer = ok(api.postJson(
                "/experiments/hrm/sort_digits", "{\"seq\":\"21\",\"Mmax\":\" 3 \",\"Mmin\":1.0,\"unknown\":{}}"));
        assertThat(answer.at("/steps").asInt()).isEqualTo(1);
    }

    @Test
    void aTextThatIsNotStoredLeavesNothingButItsRun() {
        var before = StoreState.of(SERVER);
        var answer = ok(api.postJson("/extract/tags", "{\"text\":\"an invoice \\u0000 \\ud800\"}"));
        assertThat(answer.at("/tags").toString()).isEqualTo("[\"invoice\"]");
        var after = StoreState.of(SERVER);
        assertThat(after.files()).isEqualTo(before.files());
        assertThat(after.count(StoreTable.EXTRACTION_RUNS)).isEqualTo(before.count(StoreTable.EXTRACTION_RUNS) + 1);
        assertThat(after.rows().get(StoreTable.TAGS)).isEqualTo(before.rows().get(StoreTable.TAGS));
    }
}
