package ai.pmoves.dox.ingest.internal.api;

import ai.pmoves.dox.domain.ApiEndpoint;
import ai.pmoves.dox.domain.Document;
import ai.pmoves.dox.domain.Id;
import ai.pmoves.dox.domain.Json;
import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.domain.text.Text;
import ai.pmoves.dox.ingest.internal.files.Failures;
import ai.pmoves.dox.ports.IdSource;
import ai.pmoves.dox.ports.ingest.ApiParser.ParsedApi;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads OpenAPI 3 and Swagger 2: one row for each operation. References are not followed. */
final class OpenApiReader {
    private static final Set<String> METHODS = Set.of("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS");

    private final IdSource ids;
    private final String storedName;
    private final Id<Document> documentId;
    private final List<ApiEndpoint> endpoints = new ArrayList<>();

    OpenApiReader(IdSource ids, String storedName, Id<Document> documentId) {
        this.ids = ids;
        this.storedName = storedName;
        this.documentId = documentId;
    }

    ParsedApi read(@Nullable Object root) {
        if (!(root instanceof Map<?, ?> description)) {
            throw Failures.of(
                    ErrorCode.FILE_UNREADABLE,
                    "Invalid OpenAPI file: %s is %s, not an object".formatted(storedName, kind(root)));
        }
        if (!description.containsKey("openapi") && !description.containsKey("swagger")) {
            throw Failures.of(
                    ErrorCode.FILE_UNREADABLE,
                    "Not an OpenAPI document: %s has neither the key openapi nor the key swagger"
                            .formatted(storedName));
        }
        var paths = description.get("paths");
        if (paths instanceof Map<?, ?> byPath) {
            byPath.forEach((path, item) -> {
                if (item instanceof Map<?, ?> operations) {
                    addPath(String.valueOf(path), operations, description.get("security"));
                }
            });
        } else if (paths != null) {
            throw invalid("paths is " + kind(paths) + ", not an object");
        }
        return new ParsedApi(title(description.get("info")), List.copyOf(endpoints));
    }

    private static Optional<String> title(@Nullable Object info) {
        return info instanceof Map<?, ?> map ? Optional.ofNullable(text(map.get("title"))) : Optional.empty();
    }

    private void addPath(String path, Map<?, ?> item, @Nullable Object rootSecurity) {
        var shared = parameters(item.get("parameters"), path);
        item.forEach((key, value) -> {
            var method = String.valueOf(key).toUpperCase(Locale.ROOT);
            if (!METHODS.contains(method)) {
                return;
            }
            var where = method + " " + path;
            if (value != null && !(value instanceof Map)) {
                throw invalid("the operation " + where + " is " + kind(value) + ", not an object");
            }
            add(method, path, value instanceof Map<?, ?> operation ? operation : Map.of(), shared, rootSecurity);
        });
    }

    private void add(
            String method,
            String path,
            Map<?, ?> operation,
            List<@Nullable Object> shared,
            @Nullable Object rootSecurity) {
        var where = method + " " + path;
        var parameters = new ArrayList<>(shared);
        parameters.addAll(parameters(operation.get("parameters"), where));
        var security = operation.containsKey("security") ? operation.get("security") : rootSecurity;
        var summary = text(operation.get("summary"));
        try {
            endpoints.add(new ApiEndpoint(
                    ids.nextId(),
                    documentId,
                    text(operation.get("operationId")),
                    method,
                    Text.clean(path),
                    summary == null ? text(operation.get("description")) : summary,
                    Json.of(tags(operation.get("tags"))),
                    Json.of(parameters),
                    Json.of(responses(operation.get("responses"), security))));
        } catch (IllegalArgumentException e) {
            throw invalid("the operation " + where + ": " + Failures.reason(e));
        }
    }

    private List<@Nullable Object> parameters(@Nullable Object parameters, String where) {
        if (parameters == null) {
            return List.of();
        }
        if (!(parameters instanceof List<?> list)) {
            throw invalid("parameters of " + where + " is " + kind(parameters) + ", not a list");
        }
        return new ArrayList<>(list);
    }

    private static List<String> tags(@Nullable Object tags) {
        if (tags instanceof List<?> list) {
            return list.stream().map(String::valueOf).toList();
        }
        return tags instanceof String tag ? List.of(tag) : List.of();
    }

    private static Map<String, @Nullable Object> responses(@Nullable Object responses, @Nullable Object security) {
        var byStatus = new LinkedHashMap<String, @Nullable Object>();
        if (responses instanceof Map<?, ?> map) {
            map.forEach((status, response) -> byStatus.put(String.valueOf(status), response));
        }
        var schemes = schemes(security);
        if (!schemes.isEmpty()) {
            byStatus.put("x_security", Map.of("schemes", schemes));
        }
        return byStatus;
    }

    private static List<String> schemes(@Nullable Object security) {
        var names = new LinkedHashSet<String>();
        if (security instanceof List<?> requirements) {
            for (var requirement : requirements) {
                if (requirement instanceof Map<?, ?> map) {
                    map.keySet().forEach(name -> names.add(String.valueOf(name)));
                }
            }
        }
        return List.copyOf(names);
    }

    /** Returns the value as text, or null if it is missing or empty. */
    private static @Nullable String text(@Nullable Object value) {
        return value == null || value.toString().isEmpty() ? null : Text.clean(value.toString());
    }

    private static String kind(@Nullable Object value) {
        return switch (value) {
            case null -> "null";
            case Map<?, ?> map -> "an object";
            case List<?> list -> "a list";
            case String string -> "text";
            case Boolean bool -> "a boolean";
            case Number number -> "a number";
            default -> "something else";
        };
    }

    private DoxException invalid(String why) {
        return Failures.of(ErrorCode.FILE_UNREADABLE, "Invalid OpenAPI file: %s: %s".formatted(storedName, why));
    }
}
