package ai.pmoves.dox.ingest.internal.api;

import ai.pmoves.dox.domain.Document;
import ai.pmoves.dox.domain.DocumentType;
import ai.pmoves.dox.domain.Id;
import ai.pmoves.dox.domain.Json;
import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.ingest.internal.files.Failures;
import ai.pmoves.dox.ingest.internal.files.FileCharset;
import ai.pmoves.dox.ingest.internal.files.JsonFiles;
import ai.pmoves.dox.ingest.internal.files.YamlFiles;
import ai.pmoves.dox.ports.IdSource;
import ai.pmoves.dox.ports.ingest.ApiParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.error.YAMLException;

/** Reads API descriptions from JSON, and OpenAPI from YAML as well. */
public final class ApiFileParser implements ApiParser {
    private final IdSource ids;

    public ApiFileParser(IdSource ids) {
        this.ids = ids;
    }

    @Override
    public ParsedApi parse(DocumentType type, Path path, String storedName, Id<Document> documentId) {
        var openApi = type.equals(DocumentType.OPENAPI);
        if (!openApi && !type.equals(DocumentType.POSTMAN)) {
            throw new IllegalArgumentException("not a type of API description: " + type.value());
        }
        var what = openApi ? "Invalid OpenAPI file" : "Not a Postman collection";
        var root = read(path, storedName, what, openApi);
        try {
            return openApi
                    ? new OpenApiReader(ids, storedName, documentId).read(root)
                    : new PostmanReader(ids, storedName, documentId).read(root);
        } catch (IllegalArgumentException e) { // a value that no row could hold
            throw Failures.of(
                    ErrorCode.FILE_UNREADABLE, "%s: %s: %s".formatted(what, storedName, Failures.reason(e)), e);
        }
    }

    @Override
    public Optional<DocumentType> detect(Path path) {
        return ApiSniffer.detect(path);
    }

    @Override
    public Json readValue(String text, String name) {
        var what = "Not JSON or YAML";
        try {
            if (text.isBlank()) {
                throw Failures.of(ErrorCode.FILE_EMPTY, "%s: %s is empty".formatted(what, name));
            }
            return Json.of(json(() -> new StringReader(text), name, what, true));
        } catch (IOException | IllegalArgumentException e) {
            throw invalid(what, name, Failures.reason(e), e);
        }
    }

    private static @Nullable Object read(Path path, String storedName, String what, boolean alsoYaml) {
        try {
            if (Files.size(path) == 0) {
                throw Failures.of(ErrorCode.FILE_EMPTY, "%s: %s is empty".formatted(what, storedName));
            }
            var charset = FileCharset.of(path);
            return json(() -> charset.open(path), storedName, what, alsoYaml);
        } catch (IOException e) {
            throw invalid(what, storedName, Failures.reason(e), e);
        }
    }

    /** A text that can be read more than once. */
    @FunctionalInterface
    private interface Source {
        Reader open() throws IOException;
    }

    private static @Nullable Object json(Source source, String name, String what, boolean alsoYaml) throws IOException {
        try (var text = source.open()) {
            return JsonFiles.read(text);
        } catch (StreamConstraintsException e) {
            throw invalid(what, name, JsonFiles.reason(e), e);
        } catch (JsonProcessingException e) {
            if (alsoYaml) {
                return yaml(source, name, what, e);
            }
            throw invalid(what, name, JsonFiles.reason(e), e);
        }
    }

    private static @Nullable Object yaml(Source source, String name, String what, JsonProcessingException notJson)
            throws IOException {
        try (var text = source.open()) {
            return YamlFiles.read(text);
        } catch (YamlFiles.BombException e) {
            throw Failures.of(ErrorCode.FILE_BOMB, "%s: %s: %s".formatted(what, name, Failures.reason(e)), e);
        } catch (YAMLException e) {
            var reason = looksLikeJson(source) ? JsonFiles.reason(notJson) : YamlFiles.reason(e);
            throw invalid(what, name, reason, e);
        }
    }

    private static boolean looksLikeJson(Source source) throws IOException {
        try (var text = source.open()) {
            int c = text.read();
            while (Character.isWhitespace(c)) {
                c = text.read();
            }
            return c == '{' || c == '[';
        }
    }

    private static DoxException invalid(String what, String storedName, String reason, Exception cause) {
        return Failures.of(ErrorCode.FILE_UNREADABLE, "%s: %s: %s".formatted(what, storedName, reason), cause);
    }
}
