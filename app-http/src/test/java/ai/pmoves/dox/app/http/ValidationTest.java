package ai.pmoves.dox.app.http;

import static org.assertj.core.api.Assertions.assertThat;

import ai.pmoves.dox.app.http.fixture.Api;
import ai.pmoves.dox.app.http.fixture.ServerExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValidationTest {
    @RegisterExtension
    static final ServerExtension SERVER = new ServerExtension();

    private final Api api = SERVER.api();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | missing | [\"body\",\"q\"] | Field required",
                "{\"q\":5} | string_type | [\"body\",\"q\"] | Input should be a valid string",
                "{\"q\":null} | string_type | [\"body\",\"q\"] | Input should be a valid string",
                "{\"q\":\"a\",\"k\":-1} | greater_than_equal | [\"body\",\"k\"] |"
                        + " Input should be greater than or equal to 0",
                "{\"q\":\"a\",\"k\":3.5} | int_from_float | [\"body\",\"k\"] |"
                        + " 'Input should be a valid integer, got a number with a fractional part'",
                "{\"q\":\"a\",\"k\":\"x\"} | int_parsing | [\"body\",\"k\"] |"
                        + " 'Input should be a valid integer, unable to parse string as an integer'",
                "{\"q\":\"a\",\"k\":[]} | int_type | [\"body\",\"k\"] | Input should be a valid integer",
                "{\"q\":\"a\",\"k\":1e999999999} | int_parsing_size | [\"body\",\"k\"] |"
                        + " 'Input should be a valid integer, the number is too long'",
                "{\"q\":\"a\",\"types\":\"log\"} | list_type | [\"body\",\"types\"] | Input should be a valid list",
                "{\"q\":\"a\",\"types\":[\"log\",1]} | string_type | [\"body\",\"types\",1] |"
                        + " Input should be a valid string",
                "{\"q\":\"a\",\"mode\":\"magic\"} | enum | [\"body\",\"mode\"] |"
                        + " \"Input should be 'text', 'vector' or 'hybrid'\"",
                "{\"q\":\"a\",\"metadata\":[]} | dict_type | [\"body\",\"metadata\"] |"
                        + " Input should be a valid dictionary",
                "[1] | model_attributes_type | [\"body\"] |"
                        + " Input should be a valid dictionary or object to extract fields from",
                "{\"q\": | json_invalid | [\"body\",5] | JSON decode error",
                "{\"q\":\"a\"}} | json_invalid | [\"body\",9] | JSON decode error"
            })
    void aBodyThatIsNotWhatItShouldBeIs422(String body, String type, String loc, String msg) {
        var answer = api.postJson("/search", body);
        assertThat(answer.status()).isEqualTo(422);
        var problem = answer.json().at("/detail/0");
        assertThat(problem.at("/type").asText()).isEqualTo(type);
        assertThat(problem.at("/loc").toString()).isEqualTo(loc);
        assertThat(problem.at("/msg").asText()).isEqualTo(msg.replaceAll("^\"|\"$", ""));
        assertThat(problem.has("input")).isTrue();
        assertThat(answer.json().at("/code").asText()).isEqualTo("request.invalid");
    }

    @Test
    void aMissingBodyIs422() {
        assertThat(api.post("/search").text())
                .isEqualTo("{\"detail\":[{\"type\":\"missing\",\"loc\":[\"body\"],\"msg\":\"Field required\","
                        + "\"input\":null}],\"code\":\"request.invalid\"}");
    }

    @Test
    void aBodyOfAnotherTypeIsNotReadAsJson() {
        var answer = api.post("/search", "application/x-www-form-urlencoded", "{\"q\":\"a\"}");
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.json().at("/detail/0/type").asText()).isEqualTo("model_attributes_type");
        assertThat(answer.json().at("/detail/0/input").asText()).isEqualTo("{\"q\":\"a\"}");
        assertThat(api.post("/search", "application/json; charset=utf-8", "{\"q\":\"a\"}")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void theWholeBodyIsShownWhereAMemberIsMissing() {
        assertThat(api.postJson("/search", "{\"k\":1}")
                        .json()
                        .at("/detail/0/input")
                        .toString())
                .isEqualTo("{\"k\":1}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"true", "1", "YES", "on", "t", "y", "false", "0", "No", "off", "f", "n"})
    void everyWordForABooleanIsTaken(String word) {
        assertThat(api.post("/upload?async_pdf=" + word).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"maybe", "", "2"})
    void anotherWordIsNoBoolean(String word) {
        var answer = api.post("/upload?async_pdf=" + word);
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.json().at("/detail/0").toString())
                .isEqualTo("{\"type\":\"bool_parsing\",\"loc\":[\"query\",\"async_pdf\"],\"msg\":\"Input should be a"
                        + " valid boolean, unable to interpret input\",\"input\":\"%s\"}".formatted(word));
    }

    @Test
    void aNameThatCannotBeStoredFindsNothing() {
        assertThat(api.get("/logs?document_id=%00").text()).isEqualTo("{\"logs\":[]}");
        assertThat(api.get("/documents?type=%00").text()).isEqualTo("{\"documents\":[]}");
        assertThat(api.get("/tags?q=%00").text()).isEqualTo("{\"tags\":[]}");
    }
}
