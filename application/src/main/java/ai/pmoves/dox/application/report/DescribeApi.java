package ai.pmoves.dox.application.report;

import ai.pmoves.dox.domain.Json;
import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.domain.extract.CodeOutline;
import ai.pmoves.dox.domain.files.FileFormat;
import ai.pmoves.dox.ports.ingest.ApiParser;
import ai.pmoves.dox.ports.writing.Writers;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Makes an OpenAPI description of the source of a service: by rules, which always say the same of the same source, or
 * with the routes that a language model finds in it, if one is asked for. It stores nothing. Thread-safe.
 */
public final class DescribeApi {
    private static final List<FileFormat> FORMATS =
            List.of(FileFormat.PYTHON, FileFormat.JAVASCRIPT, FileFormat.TYPESCRIPT, FileFormat.JSON, FileFormat.YAML);
    private static final String GENERATOR = "PMOVES-DoX";

    private final ApiParser parser;
    private final FindRoutes findRoutes;

    public DescribeApi(ApiParser parser, Writers writers) {
        this.parser = parser;
        this.findRoutes = new FindRoutes(parser, writers);
    }

    /**
     * The source file.
     *
     * @param filename the client's name of it, whose suffix says what it is
     * @param title of the API; without it the file's name
     * @param provider who is to find the routes, as {@link Writers#findWriter} knows them; one that fails is replaced by
     *     the rules, and the description says so
     * @param model of the provider
     */
    public record Source(
            String filename,
            byte[] content,
            Optional<String> title,
            String version,
            Optional<String> description,
            Optional<String> provider,
            Optional<String> model) {}

    /**
     * Returns the description. A file that is one already comes back as it is, with two members more; of other JSON
     * and YAML the description has no routes.
     *
     * @throws DoxException {@code ingest.unsupported-type}; {@code ingest.unreadable}, {@code ingest.empty} or
     *     {@code ingest.bomb} if it is not what its suffix says, or not in UTF-8; {@code request.invalid} if there is no
     *     such provider or model
     */
    public Json describe(Source source) {
        var format = FileFormat.ofName(source.filename());
        if (!FORMATS.contains(format)) {
            throw new DoxException(
                    ErrorCode.FILE_TYPE_UNSUPPORTED,
                    FORMATS.stream()
                            .flatMap(known -> known.suffixes().stream())
                            .collect(Collectors.joining(", ", "Unsupported file type. Allowed: ", "")));
        }
        var code = utf8(source.content());
        return switch (format) {
            case PYTHON -> description(source, code, CodeOutline.ofPython(code));
            case JAVASCRIPT -> description(source, code, CodeOutline.ofScript(code, false));
            case TYPESCRIPT -> description(source, code, CodeOutline.ofScript(code, true));
            default ->
                existing(parser.readValue(code, source.filename()))
                        .orElseGet(() -> description(source, code, CodeOutline.NOTHING));
        };
    }

    private static String utf8(byte[] content) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(content))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new DoxException(ErrorCode.FILE_UNREADABLE, "File must be UTF-8 encoded text", e);
        }
    }

    private static Optional<Json> existing(Json value) {
        if (!value.asObject().containsKey("openapi") && !value.asObject().containsKey("swagger")) {
            return Optional.empty();
        }
        var description = new LinkedHashMap<>(value.asObject());
        description.put("x-generated-by", GENERATOR);
        description.put("x-source-type", "existing_spec");
        return Optional.of(Json.of(description));
    }

    private Json description(Source source, String code, CodeOutline byRules) {
        var found = findRoutes.in(code, byRules.routes(), source.provider(), source.model());
        var info = new LinkedHashMap<String, @Nullable Object>();
        info.put("title", source.title().orElse(source.filename()));
        info.put("version", source.version());
        info.put("description", source.description().orElse("Generated from " + source.filename()));
        var schemas = new LinkedHashMap<String, @Nullable Object>();
        byRules.schemas().forEach(name -> schemas.put(name, Map.of("type", "object", "title", name)));
        var description = new LinkedHashMap<String, @Nullable Object>();
        description.put("openapi", "3.0.0");
        description.put("info", info);
        description.put("servers", List.of(Map.of("url", "/")));
        description.put("paths", paths(found.routes()));
        description.put("components", Map.of("schemas", schemas));
        description.put("x-generated-by", GENERATOR);
        description.put("x-provider", found.provider());
        description.put("x-source-file", source.filename());
        description.put("x-endpoints-count", found.routes().size());
        description.put("x-schemas-count", schemas.size());
        found.fallback().ifPresent(why -> description.put("x-fallback", why));
        return Json.of(description);
    }

    private static Map<String, Map<String, Object>> paths(Set<CodeOutline.Route> routes) {
        var paths = new LinkedHashMap<String, Map<String, Object>>();
        for (var route : routes) {
            var operation = new LinkedHashMap<String, Object>();
            operation.put("summary", route.method() + " " + route.path());
            operation.put("responses", Map.of("200", Map.of("description", "Successful response")));
            paths.computeIfAbsent(route.path(), path -> new LinkedHashMap<>())
                    .put(route.method().toLowerCase(Locale.ROOT), operation);
        }
        return paths;
    }
}
