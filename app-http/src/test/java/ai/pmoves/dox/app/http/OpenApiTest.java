package ai.pmoves.dox.app.http;

import static org.assertj.core.api.Assertions.assertThat;

import ai.pmoves.dox.app.http.fixture.Api;
import ai.pmoves.dox.app.http.fixture.ServerExtension;
import ai.pmoves.dox.app.http.support.HttpCodes;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class OpenApiTest {
    @RegisterExtension
    static final ServerExtension SERVER = new ServerExtension();

    private final Api api = SERVER.api();

    @Test
    void theDescriptionNamesExactlyTheRoutesThatThereAre() throws IOException {
        var described = new TreeSet<String>();
        description().at("/paths").properties().forEach(path -> path.getValue()
                .fieldNames()
                .forEachRemaining(method -> described.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey())));

        assertThat(described).isEqualTo(new TreeSet<>(SERVER.server().routes()));
    }

    @Test
    void everyOperationHasASummaryAndResponses() throws IOException {
        description().at("/paths").properties().forEach(path -> path.getValue()
                .properties()
                .forEach(operation -> {
                    assertThat(operation.getValue().at("/summary").asText())
                            .as(path.getKey())
                            .isNotBlank();
                    assertThat(operation.getValue().at("/responses"))
                            .as(path.getKey())
                            .isNotEmpty();
                    assertThat(operation.getValue().at("/tags"))
                            .as(path.getKey())
                            .isNotEmpty();
                }));
    }

    @Test
    void everyReferenceLeadsSomewhere() throws IOException {
        var description = description();
        var references = description.findValuesAsText("$ref");
        assertThat(references).isNotEmpty();
        assertThat(references).allSatisfy(reference -> assertThat(
                        description.at(reference.substring(1)).isMissingNode())
                .as(reference)
                .isFalse());
    }

    @Test
    void itIsServedAsYamlAndAsJson() throws IOException {
        assertThat(api.get("/openapi.yaml").header("Content-Type")).startsWith("application/yaml");
        assertThat(api.get("/openapi.json").header("Content-Type")).isEqualTo("application/json");
        assertThat(api.get("/openapi.json").json())
                .isEqualTo(Api.JSON.readTree(description().toString()));
        assertThat(description().at("/openapi").asText()).isEqualTo("3.1.0");
    }

    @Test
    void itAndTheListOfErrorCodesHaveTheCodesThatOnlyExistOverHttp() throws IOException, IllegalAccessException {
        var existing = new ArrayList<String>();
        for (var field : HttpCodes.class.getDeclaredFields()) {
            field.setAccessible(true);
            existing.add(String.valueOf(field.get(null)));
        }
        var document = Files.readString(Path.of("..", "docs", "error-codes.md"));
        assertThat(codes(description().at("/info/description").asText())).containsExactlyInAnyOrderElementsOf(existing);
        assertThat(codes(document.substring(document.indexOf("over HTTP only"))))
                .containsExactlyInAnyOrderElementsOf(existing);
    }

    private static List<String> codes(String table) {
        return Pattern.compile("(?m)^\\| `([a-z.-]+)` \\|")
                .matcher(table)
                .results()
                .map(row -> row.group(1))
                .toList();
    }

    private JsonNode description() throws IOException {
        return new YAMLMapper().readTree(api.get("/openapi.yaml").text());
    }
}
