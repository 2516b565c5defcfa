package ai.pmoves.dox.app.http.tagging;

import static org.assertj.core.api.Assertions.assertThat;

import ai.pmoves.dox.app.http.fixture.Api;
import ai.pmoves.dox.app.http.fixture.ServerExtension;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("each-store")
class PromptRoutesTest {
    @RegisterExtension
    static final ServerExtension SERVER = new ServerExtension();

    private final Api api = SERVER.api();
    private final String path = "/tags/prompt/" + UUID.randomUUID();

    private String add(String body) {
        var answer = api.postJson(path, body);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.json().at("/status").asText()).isEqualTo("ok");
        return answer.json().at("/id").asText();
    }

    @Test
    void aDocumentHasNoPromptAtFirst() {
        assertThat(api.get(path).text()).isEqualTo("{\"prompt\":null}");
        assertThat(api.get(path + "/history").text()).isEqualTo("{\"items\":[]}");
    }

    @Test
    void theLastPromptCountsAndAllStayInTheHistory() {
        var first =
                add("{\"prompt_text\":\"Find tags ✓\",\"examples\":[{\"text\":\"t\",\"labels\":[\"a\"],\"n\":1.50}],"
                        + "\"author\":\"me\",\"more\":1}");
        var second = add("{\"prompt_text\":\"Second\",\"examples\":null}");

        var current = api.get(path).json();
        assertThat(current.fieldNames())
                .toIterable()
                .containsExactly("id", "document_id", "prompt_text", "examples", "created_at", "author", "version");
        assertThat(current.at("/id").asText()).isEqualTo(second);
        assertThat(current.at("/prompt_text").asText()).isEqualTo("Second");
        assertThat(current.at("/examples").isNull()).isTrue();
        assertThat(current.at("/author").isNull()).isTrue();
        assertThat(current.at("/version").asInt()).isEqualTo(2);
        assertThat(current.at("/created_at").asText()).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ");

        var items = api.get(path + "/history").json().at("/items");
        assertThat(items).hasSize(2);
        assertThat(items.at("/0")).isEqualTo(current);
        assertThat(items.at("/1/id").asText()).isEqualTo(first);
        assertThat(items.at("/1/prompt_text").asText()).isEqualTo("Find tags ✓");
        assertThat(items.at("/1/examples")).isEqualTo(Api.json("[{\"text\":\"t\",\"labels\":[\"a\"],\"n\":1.5}]"));
        assertThat(items.at("/1/author").asText()).isEqualTo("me");
        assertThat(items.at("/1/version").asInt()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"'', 3", "?limit=2, 2", "?limit=0, 0", "?limit=-1, 2", "?limit=-9, 0", "?limit=99, 3"})
    void theHistoryIsCutAsAListOfPython(String query, int expected) {
        for (var text : new String[] {"a", "b", "c"}) {
            add("{\"prompt_text\":\"%s\"}".formatted(text));
        }
        var items = api.get(path + "/history" + query).json().at("/items");
        assertThat(items).hasSize(expected);
        if (expected > 0) {
            assertThat(items.at("/0/prompt_text").asText()).isEqualTo("c");
        }
    }

    @Test
    void anEarlierPromptIsRestoredAsANewVersion() {
        var first = add("{\"prompt_text\":\"good\",\"examples\":[{\"a\":1}],\"author\":\"ada\"}");
        add("{\"prompt_text\":\"worse\",\"author\":\"bob\"}");

        var restored = api.postJson(path + "/restore", "{\"prompt_id\":\"%s\"}".formatted(first));

        assertThat(restored.status()).as(restored.text()).isEqualTo(200);
        var current = api.get(path).json();
        assertThat(current.at("/id").asText())
                .isEqualTo(restored.json().at("/id").asText())
                .isNotEqualTo(first);
        assertThat(current.at("/prompt_text").asText()).isEqualTo("good");
        assertThat(current.at("/examples").toString()).isEqualTo("[{\"a\":1}]");
        assertThat(current.at("/author").asText()).isEqualTo("ada");
        assertThat(current.at("/version").asInt()).isEqualTo(3);

        api.postJson(path + "/restore", "{\"prompt_id\":\"%s\",\"author\":\"eve\"}".formatted(first));
        assertThat(api.get(path).json().at("/author").asText()).isEqualTo("eve");
        assertThat(api.get(path + "/history").json().at("/items")).hasSize(4);
    }

    @Test
    void aPromptOfAnotherDocumentIsNotRestored() {
        var other = api.postJson("/tags/prompt/another", "{\"prompt_text\":\"x\"}")
                .json()
                .at("/id")
                .asText();
        var answer = api.postJson(path + "/restore", "{\"prompt_id\":\"%s\"}".formatted(other));
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.json().at("/code").asText()).isEqualTo("prompt.not-found");
        assertThat(answer.json().at("/detail").asText()).contains(other);
        assertThat(api.get(path).text()).isEqualTo("{\"prompt\":null}");
    }

    @Test
    void presetsHaveBothShapes() {
        var presets = api.get("/tags/presets").json();
        assertThat(presets.at("/presets").toString())
                .isEqualTo("[\"Confidential\",\"Invoice\",\"Contract\",\"Resume\"]");
        assertThat(presets.at("/prompt").asText()).isNotBlank();
        assertThat(presets.at("/examples")).hasSize(2);
        assertThat(presets.at("/examples/0/text").asText()).isNotBlank();
        assertThat(presets.at("/examples/0/labels")).isNotEmpty();
    }
}
