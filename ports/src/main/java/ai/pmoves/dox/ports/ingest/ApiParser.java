package ai.pmoves.dox.ports.ingest;

import ai.pmoves.dox.domain.ApiEndpoint;
import ai.pmoves.dox.domain.Document;
import ai.pmoves.dox.domain.DocumentType;
import ai.pmoves.dox.domain.Id;
import ai.pmoves.dox.domain.Json;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Reads API descriptions: OpenAPI and Swagger in JSON or YAML, Postman collections.
 *
 * <p>Implementations pass {@code ApiParserContract}.
 */
public interface ApiParser {

    /**
     * Reads the file as the given type: a row for each operation, in their order, with an id of its own, new each time.
     *
     * @param type {@code openapi} or {@code postman}
     * @param storedName what messages call the file
     * @throws ai.pmoves.dox.domain.error.DoxException {@code ingest.unreadable} if it is not of that type, saying
     *     where, {@code ingest.empty} if it has no bytes, or {@code ingest.bomb} if its aliases expand beyond measure
     * @throws IllegalArgumentException for another type
     */
    ParsedApi parse(DocumentType type, Path path, String storedName, Id<Document> documentId);

    /** Tells what kind of API description a JSON or YAML file is, or empty if it is none. */
    Optional<DocumentType> detect(Path path);

    /**
     * Reads JSON or YAML, be it an API description or not, as the value that it is.
     *
     * @param name what messages call the text
     * @throws ai.pmoves.dox.domain.error.DoxException {@code ingest.unreadable} if it is neither, saying where,
     *     {@code ingest.empty} or {@code ingest.bomb}
     */
    Json readValue(String text, String name);

    /**
     * A description's operations.
     *
     * @param title its own title, if it has one
     */
    record ParsedApi(Optional<String> title, List<ApiEndpoint> endpoints) {}
}
