package ai.pmoves.dox.contract.ingest;

import static ai.pmoves.dox.contract.store.Errors.assertFails;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.pmoves.dox.domain.ApiEndpoint;
import ai.pmoves.dox.domain.DocumentType;
import ai.pmoves.dox.domain.Id;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.ports.ingest.ApiParser;
import ai.pmoves.dox.ports.ingest.ApiParser.ParsedApi;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every {@link ApiParser} does. */
public interface ApiParserContract {
    String NAME = "a1_api.txt";

    String YAML = """
            openapi: 3.0.3
            info: {title: Pets, version: "1"}
            paths:
              /pets/{id}:
                get: {summary: Find a pet, responses: {"200": {description: ok}}}
                delete: {summary: Remove a pet, responses: {"204": {description: gone}}}
              /pets:
                post: {summary: Add a pet, responses: {"201": {description: made}}}
            """;

    String SWAGGER = """
            {"swagger": "2.0", "info": {"title": "Pets"}, "paths": {"/pets": {"get": {"summary": "List"}}}}
            """;

    String POSTMAN = """
            {"info": {"name": "Calls"}, "item": [
              {"name": "List", "request": {"method": "GET", "url": {"raw": "https://h/pets", "path": ["pets"]}}}]}
            """;

    ApiParser parser();

    private static Path write(Path folder, String text) throws IOException {
        return Files.writeString(folder.resolve(NAME), text);
    }

    private ParsedApi parse(Path folder, DocumentType type, String text) throws IOException {
        return parser().parse(type, write(folder, text), NAME, Id.of("d1"));
    }

    private static List<String> operations(ParsedApi api) {
        return api.endpoints().stream()
                .map(row -> row.method() + " " + row.path() + " " + row.summary())
                .toList();
    }

    @Test
    default void eachOperationIsARowOfTheDocument(@TempDir Path folder) throws IOException {
        var api = parse(folder, DocumentType.OPENAPI, YAML);
        assertThat(api.title()).contains("Pets");
        assertThat(operations(api))
                .containsExactly("GET /pets/{id} Find a pet", "DELETE /pets/{id} Remove a pet", "POST /pets Add a pet");
        assertThat(api.endpoints()).extracting(ApiEndpoint::documentId).containsOnly(Id.of("d1"));
    }

    @Test
    default void eachRowHasAnIdOfItsOwnEachTime(@TempDir Path folder) throws IOException {
        var rows = new ArrayList<>(parse(folder, DocumentType.OPENAPI, YAML).endpoints());
        rows.addAll(parse(folder, DocumentType.OPENAPI, YAML).endpoints());
        assertThat(rows).hasSize(6).extracting(ApiEndpoint::id).doesNotHaveDuplicates();
    }

    @Test
    default void swaggerInJsonIsRead(@TempDir Path folder) throws IOException {
        assertThat(operations(parse(folder, DocumentType.OPENAPI, SWAGGER))).containsExactly("GET /pets List");
    }

    @Test
    default void aPostmanCollectionIsRead(@TempDir Path folder) throws IOException {
        var api = parse(folder, DocumentType.POSTMAN, POSTMAN);
        assertThat(api.title()).contains("Calls");
        assertThat(api.endpoints()).extracting(ApiEndpoint::method).containsExactly("GET");
    }

    @Test
    default void anotherKindOfDescriptionIsRefused(@TempDir Path folder) {
        assertFails(() -> parse(folder, DocumentType.OPENAPI, POSTMAN), ErrorCode.FILE_UNREADABLE, NAME);
        assertFails(() -> parse(folder, DocumentType.POSTMAN, SWAGGER), ErrorCode.FILE_UNREADABLE, NAME);
        assertThatThrownBy(() -> parse(folder, DocumentType.XML, YAML)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    default void aDamagedDescriptionIsRefusedWithItsPlace(@TempDir Path folder) {
        var damaged = "{\"openapi\": \"3.0.0\",\n \"paths\": {\n ]}";
        assertFails(() -> parse(folder, DocumentType.OPENAPI, damaged), ErrorCode.FILE_UNREADABLE, NAME, "3");
    }

    @Test
    default void anEmptyFileIsRefused(@TempDir Path folder) {
        for (var type : List.of(DocumentType.OPENAPI, DocumentType.POSTMAN)) {
            assertFails(() -> parse(folder, type, ""), ErrorCode.FILE_EMPTY, NAME);
        }
    }

    @Test
    default void aliasesDoNotExpandBeyondMeasure(@TempDir Path folder) {
        assertFails(() -> parse(folder, DocumentType.OPENAPI, bomb()), ErrorCode.FILE_BOMB, NAME);
        assertFails(() -> parser().readValue(bomb(), NAME), ErrorCode.FILE_BOMB, NAME);
    }

    private static String bomb() {
        var yaml = new StringBuilder("openapi: 3.0.0\nx0: &x0 [a, b]\n");
        for (int i = 1; i < 30; i++) {
            yaml.append("x%d: &x%d [*x%d, *x%d]\n".formatted(i, i, i - 1, i - 1));
        }
        return yaml.toString();
    }

    @Test
    default void theKindOfAFileIsTold(@TempDir Path folder) throws IOException {
        assertThat(parser().detect(write(folder, YAML))).contains(DocumentType.OPENAPI);
        assertThat(parser().detect(write(folder, SWAGGER))).contains(DocumentType.OPENAPI);
        assertThat(parser().detect(write(folder, POSTMAN))).contains(DocumentType.POSTMAN);
        for (var other : List.of("", "plain text", "{\"a\": 1}", "[1, 2]", "a: [b")) {
            assertThat(parser().detect(write(folder, other))).as(other).isEqualTo(Optional.empty());
        }
    }

    @Test
    default void jsonAndYamlAreReadAsTheirValues() {
        assertThat(parser().readValue("{\"a\": [1, 2.5, \"x\", null]}", NAME).asObject())
                .isEqualTo(Map.of("a", Arrays.asList(1L, 2.5, "x", null)));
        assertThat(parser().readValue("a:\n  - b\n  - c\n", NAME).asObject()).isEqualTo(Map.of("a", List.of("b", "c")));
    }

    @Test
    default void whatIsNeitherJsonNorYamlIsRefused() {
        assertFails(() -> parser().readValue("a: b\nc: [d", NAME), ErrorCode.FILE_UNREADABLE, NAME, "2");
        assertFails(() -> parser().readValue(" \n", NAME), ErrorCode.FILE_EMPTY, NAME);
    }

    @Test
    default void manyThreadsReadAtOnce(@TempDir Path folder) throws Exception {
        var file = write(folder, YAML);
        Callable<List<String>> reading =
                () -> operations(parser().parse(DocumentType.OPENAPI, file, NAME, Id.of("d1")));
        var expected = reading.call();
        try (var threads = Executors.newFixedThreadPool(4)) {
            for (var read : threads.invokeAll(Collections.nCopies(8, reading))) {
                assertThat(read.get()).isEqualTo(expected);
            }
        }
    }
}
