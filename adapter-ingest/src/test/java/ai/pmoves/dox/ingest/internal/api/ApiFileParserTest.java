package ai.pmoves.dox.ingest.internal.api;

import static ai.pmoves.dox.ingest.Fixtures.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import ai.pmoves.dox.contract.ingest.ApiParserContract;
import ai.pmoves.dox.domain.ApiEndpoint;
import ai.pmoves.dox.domain.DocumentType;
import ai.pmoves.dox.domain.Id;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.ingest.Fixtures;
import ai.pmoves.dox.ports.ingest.ApiParser;
import ai.pmoves.dox.ports.ingest.ApiParser.ParsedApi;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ApiFileParserTest implements ApiParserContract {
    private static final String PETS = """
            openapi: 3.0.3
            info: {title: "Pets: API", version: 1.0, released: 2025-01-02}
            security: [{apiKey: []}, {oauth: [read], apiKey: []}]
            paths:
              /pets/{id}:
                parameters:
                  - {name: id, in: path}
                get:
                  operationId: getPet
                  summary: ""
                  description: only description
                  tags: [pets, read]
                  parameters: [{name: id, in: query}]
                  responses:
                    200: {description: ok}
                    default: {description: on}
                delete:
                  operationId: delPet
                  summary: Remove
                  security: []
                  responses: {204: {description: gone}}
                options:
                trace: {summary: skipped}
                x-note: skipped
            """;

    @TempDir
    Path folder;

    private final ApiFileParser parser = new ApiFileParser(Fixtures.ids());

    @Override
    public ApiParser parser() {
        return parser;
    }

    @Test
    void eachOperationIsARow() {
        var parsed = openApi(PETS);

        assertThat(parsed.title()).contains("Pets: API");
        assertThat(parsed.endpoints())
                .extracting(ApiEndpoint::name, ApiEndpoint::method, ApiEndpoint::path, ApiEndpoint::summary)
                .containsExactly(
                        tuple("getPet", "GET", "/pets/{id}", "only description"),
                        tuple("delPet", "DELETE", "/pets/{id}", "Remove"),
                        tuple(null, "OPTIONS", "/pets/{id}", null));
        assertThat(parsed.endpoints().getFirst().tags().asList()).containsExactly("pets", "read");
        assertThat(parsed.endpoints().get(2).tags().asList()).isEmpty();
    }

    @Test
    void parametersOfThePathComeBeforeThoseOfTheOperation() {
        assertThat(openApi(PETS).endpoints().getFirst().parameters().asList())
                .containsExactly(Map.of("name", "id", "in", "path"), Map.of("name", "id", "in", "query"));
    }

    @Test
    void responsesHaveTextKeysAndNameTheSecuritySchemes() {
        var endpoints = openApi(PETS).endpoints();

        assertThat(endpoints.get(0).responses().asObject())
                .containsOnlyKeys("200", "default", "x_security")
                .containsEntry("x_security", Map.of("schemes", List.of("apiKey", "oauth")));
        assertThat(endpoints.get(1).responses().asObject()).containsOnlyKeys("204");
        assertThat(endpoints.get(2).responses().asObject()).containsOnlyKeys("x_security");
    }

    @Test
    void swagger2InJsonIsRead() {
        var parsed = openApi("""
                {"swagger": "2.0", "basePath": "/v2", "info": null,
                 "paths": {"/v2/things": {"put": {"summary": "Put it", "responses": null}, "$ref": "x"}, "/n": null}}
                """);

        assertThat(parsed.title()).isEmpty();
        assertThat(parsed.endpoints())
                .extracting(ApiEndpoint::method, ApiEndpoint::path)
                .containsExactly(tuple("PUT", "/v2/things"));
        assertThat(parsed.endpoints().getFirst().responses().asObject()).isEmpty();
    }

    @Test
    void datesAndOldYamlWordsStayText() {
        var parsed = openApi("""
                openapi: 3.1.0
                paths:
                  /x:
                    get:
                      parameters:
                        - {example: 2025-01-02, enum: [yes, no, on, 010, 12:30], at: 2001-12-14t21:59:43.10-05:00}
                """);

        assertThat(parsed.endpoints().getFirst().parameters().asList().getFirst())
                .isEqualTo(Map.of(
                        "example",
                        "2025-01-02",
                        "enum",
                        List.of("yes", "no", "on", "010", "12:30"),
                        "at",
                        "2001-12-14t21:59:43.10-05:00"));
    }

    @Test
    void aFileWithoutPathsHasNoRows() {
        assertThat(openApi("openapi: 3.1.0\ninfo: {title: t}\n").endpoints()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            [1, 2]                                                  | Invalid OpenAPI file: api.yaml is a list, not an object
            just text                                               | Invalid OpenAPI file: api.yaml is text, not an object
            {"info": {}}                                            | Not an OpenAPI document: api.yaml has neither the key openapi
            {"openapi": "3.0.0",                                    | Invalid OpenAPI file: api.yaml: line 1, column
            a: [b                                                   | Invalid OpenAPI file: api.yaml: line
            {"openapi": "3", "paths": []}                           | Invalid OpenAPI file: api.yaml: paths is a list
            {"openapi": "3", "paths": {"/a": {"get": "x"}}}         | the operation GET /a is text, not an object
            {"openapi": "3", "paths": {"/a": {"get": {"parameters": {"a": 1}}}}} | parameters of GET /a is an object, not a list
            """)
    void whatIsWrongIsSaidWithItsPlace(String text, String message) {
        assertRefused(ErrorCode.FILE_UNREADABLE, () -> openApi(text)).hasMessageContaining(message);
    }

    @Test
    void anEmptyFileIsEmpty() {
        assertRefused(ErrorCode.FILE_EMPTY, () -> openApi("")).hasMessageContaining("Invalid OpenAPI file");
    }

    @Test
    void aSpecificationOfEightMegabytesIsRead() {
        var yaml = new StringBuilder("openapi: 3.0.0\ninfo: {title: Big}\npaths:\n");
        int paths = 0;
        while (yaml.length() < 8_000_000) {
            yaml.append("  /resource/").append(paths++).append(":\n    get:\n      summary: ");
            yaml.append("Reads a resource and says a lot about it. ".repeat(6)).append('\n');
            yaml.append("      responses:\n        200: {description: fine}\n");
        }

        assertThat(openApi(yaml.toString()).endpoints()).hasSize(paths);
    }

    @Test
    void aliasesThatExpandBeyondMeasureAreABomb() {
        var yaml = new StringBuilder("openapi: 3.0.0\nx0: &x0 [a, b]\n");
        for (int i = 1; i < 30; i++) {
            yaml.append("x%d: &x%d [*x%d, *x%d]\n".formatted(i, i, i - 1, i - 1));
        }

        assertRefused(ErrorCode.FILE_BOMB, () -> openApi(yaml.toString())).hasMessageContaining("aliases expand");
    }

    /** A hash of such a key visits each of its aliases, twice as many at each level. */
    @Test
    void aliasesInAKeyAreNotExpanded() {
        var yaml = new StringBuilder("openapi: 3.0.0\nx0: &x0 [a, b]\n");
        for (int i = 1; i < 45; i++) {
            yaml.append("x%d: &x%d [*x%d, *x%d]\n".formatted(i, i, i - 1, i - 1));
        }

        assertRefused(ErrorCode.FILE_UNREADABLE, () -> openApi("? [a, b]\n: c\nopenapi: 3.0.0\n"))
                .hasMessageContaining("line 1: a key is a list or a mapping");
        assertRefused(ErrorCode.FILE_BOMB, () -> openApi(yaml + "? *x44\n: c\n"));
    }

    @Test
    void anAliasWithinItselfIsABomb() {
        assertRefused(ErrorCode.FILE_BOMB, () -> openApi("openapi: 3.0.0\nx: &x {a: [*x]}\n"));
    }

    @Test
    void manyOrdinaryAliasesAreFine() {
        var yaml = new StringBuilder("openapi: 3.0.0\nx: &x {description: ok}\npaths:\n");
        for (int i = 0; i < 200; i++) {
            yaml.append("  /p%d: {get: {responses: {200: *x}}}\n".formatted(i));
        }

        assertThat(openApi(yaml.toString()).endpoints()).hasSize(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{\"a\":"})
    void deepNestingIsRefused(String open) {
        assertRefused(ErrorCode.FILE_UNREADABLE, () -> openApi("{\"openapi\":\"3\",\"x\":" + open.repeat(100_000)));
        assertRefused(ErrorCode.FILE_UNREADABLE, () -> openApi("openapi: 3\nx: " + open.repeat(3_000)));
    }

    @Test
    void postmanRequestsAreRowsAndFoldersAreWalked() {
        var parsed = postman("""
                {"info": {"name": "Nested"}, "item": [
                  {"name": "Folder", "item": [
                    {"name": "Get", "request": {"method": "get", "url": {"raw": "{{base}}/a/1", "path": ["a", {"value": "1"}]}},
                     "response": [{"code": 200}]},
                    {"name": "Raw", "request": {"url": {"raw": "{{base}}/raw"}}}
                  ]},
                  {"name": "Text", "request": {"method": "POST", "url": "https://h/x?y=1"}},
                  {"name": "Short", "request": "https://h/z"},
                  {"name": "Bare"},
                  "odd"
                ]}
                """);

        assertThat(parsed.title()).contains("Nested");
        assertThat(parsed.endpoints())
                .extracting(ApiEndpoint::name, ApiEndpoint::method, ApiEndpoint::path, ApiEndpoint::summary)
                .containsExactly(
                        tuple("Get", "GET", "/a/1", "Get"),
                        tuple("Raw", "GET", "{{base}}/raw", "Raw"),
                        tuple("Text", "POST", "https://h/x?y=1", "Text"),
                        tuple("Short", "GET", "https://h/z", "Short"),
                        tuple("Bare", "GET", "", "Bare"));
        assertThat(parsed.endpoints().get(0).responses().asList()).containsExactly(Map.of("code", 200L));
        assertThat(parsed.endpoints().get(2).parameters().value()).isEqualTo("https://h/x?y=1");
        assertThat(parsed.endpoints().get(4).parameters().asObject()).isEmpty();
        assertThat(parsed.endpoints().get(4).parameters().value()).isEqualTo(Map.of());
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"info\": {}}", "[]", "{\"item\": 3}", "{\"item\": ", "item: []"})
    void whatIsNoCollectionIsRefused(String text) {
        assertRefused(ErrorCode.FILE_UNREADABLE, () -> postman(text))
                .hasMessageContaining("Not a Postman collection: api.json");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"openapi": "3.0.0", "broken                 | openapi
            {"info": {"a": [1]}, "swagger": "2.0"}       | openapi
            {"info": {"name": "x"}, "item": []}          | postman
            {"item": [{"item": 1}], "info": {}}          | postman
            {"item": []}                                 |
            [{"openapi": 1}]                             |
            {"a": {"openapi": 1}}                        |
            plain text                                   |
            """)
    void theKindIsToldByTheOutermostKeys(String text, String type) {
        assertThat(detect(text)).isEqualTo(Optional.ofNullable(type).map(DocumentType::new));
    }

    @Test
    void theKindOfYamlIsToldAsWell() {
        assertThat(detect(PETS)).contains(DocumentType.OPENAPI);
        assertThat(detect("info: {openapi: 3}\nx: [openapi, swagger]\ny: openapi\nswagger: '2.0'\n: [[["))
                .contains(DocumentType.OPENAPI);
        assertThat(detect("info: {openapi: 3}\nx: [openapi, swagger]\ny: openapi\n"))
                .isEmpty();
    }

    private Optional<DocumentType> detect(String text) {
        return parser.detect(Fixtures.stored(folder, "api.yaml", text).path());
    }

    private ParsedApi openApi(String text) {
        return parse(DocumentType.OPENAPI, "api.yaml", text);
    }

    private ParsedApi postman(String text) {
        return parse(DocumentType.POSTMAN, "api.json", text);
    }

    private ParsedApi parse(DocumentType type, String name, String text) {
        var file = Fixtures.stored(folder, name, text.getBytes(StandardCharsets.UTF_8));
        return parser.parse(type, file.path(), name, Id.of("d"));
    }
}
