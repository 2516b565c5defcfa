package ai.pmoves.dox.ingest.internal.api;

import ai.pmoves.dox.domain.ApiEndpoint;
import ai.pmoves.dox.domain.Document;
import ai.pmoves.dox.domain.Id;
import ai.pmoves.dox.domain.Json;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.domain.text.Text;
import ai.pmoves.dox.ingest.internal.files.Failures;
import ai.pmoves.dox.ports.IdSource;
import ai.pmoves.dox.ports.ingest.ApiParser.ParsedApi;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads Postman collections: one row for each request, folders in their order. */
final class PostmanReader {
    private final IdSource ids;
    private final String storedName;
    private final Id<Document> documentId;
    private final List<ApiEndpoint> endpoints = new ArrayList<>();

    PostmanReader(IdSource ids, String storedName, Id<Document> documentId) {
        this.ids = ids;
        this.storedName = storedName;
        this.documentId = documentId;
    }

    ParsedApi read(@Nullable Object root) {
        var file = root instanceof Map<?, ?> map && map.get("collection") instanceof Map<?, ?> wrapped ? wrapped : root;
        if (!(file instanceof Map<?, ?> collection) || !collection.containsKey("item")) {
            throw refused("it has no key item");
        }
        if (!(collection.get("item") instanceof List<?> items)) {
            throw refused("its item is not a list");
        }
        walk(items);
        var title = collection.get("info") instanceof Map<?, ?> info ? text(info.get("name")) : null;
        return new ParsedApi(Optional.ofNullable(title), List.copyOf(endpoints));
    }

    private RuntimeException refused(String why) {
        return Failures.of(ErrorCode.FILE_UNREADABLE, "Not a Postman collection: %s: %s".formatted(storedName, why));
    }

    private void walk(List<?> items) {
        for (var item : items) {
            if (!(item instanceof Map<?, ?> entry)) {
                continue;
            }
            if (!entry.containsKey("item")) {
                add(entry);
            } else if (entry.get("item") instanceof List<?> folder) {
                walk(folder);
            }
        }
    }

    private void add(Map<?, ?> entry) {
        var request = entry.get("request");
        var url = request instanceof Map<?, ?> map ? map.get("url") : request; // a request may be its address alone
        var method = request instanceof Map<?, ?> map ? text(map.get("method")) : null;
        var name = text(entry.get("name"));
        endpoints.add(new ApiEndpoint(
                ids.nextId(),
                documentId,
                name,
                method == null ? "GET" : method.toUpperCase(Locale.ROOT),
                Text.clean(path(url)),
                name,
                Json.emptyList(),
                url instanceof Map || url instanceof String ? Json.of(url) : Json.emptyObject(),
                entry.get("response") instanceof List<?> responses ? Json.of(responses) : Json.emptyList()));
    }

    private static String path(@Nullable Object url) {
        if (!(url instanceof Map<?, ?> parts)) {
            return url instanceof String text ? text : "";
        }
        if (parts.get("path") instanceof List<?> segments) {
            return "/" + segments.stream().map(PostmanReader::segment).collect(Collectors.joining("/"));
        }
        return parts.get("raw") instanceof String raw ? raw : "";
    }

    /** A segment is text, or an object with its value. */
    private static String segment(@Nullable Object segment) {
        return String.valueOf(segment instanceof Map<?, ?> map ? map.get("value") : segment);
    }

    private static @Nullable String text(@Nullable Object value) {
        return value == null || value.toString().isEmpty() ? null : Text.clean(value.toString());
    }
}
