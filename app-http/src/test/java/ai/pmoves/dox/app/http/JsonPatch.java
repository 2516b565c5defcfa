package ai.pmoves.dox.app.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Changes JSON as RFC 6902 has it, but that {@code *} in a path stands for every item of a list. */
final class JsonPatch {
    private JsonPatch() {}

    /** Returns a changed copy. A path that leads nowhere is an {@link IllegalArgumentException}. */
    static JsonNode apply(JsonNode document, JsonNode operations) {
        var copy = document.deepCopy();
        for (var operation : operations) {
            var path = segments(operation.required("path").asText());
            switch (operation.required("op").asText()) {
                case "add" -> change(copy, path, operation.required("value"), true);
                case "replace" -> change(copy, path, operation.required("value"), false);
                case "remove" -> removed(copy, path);
                case "move" -> {
                    var from = segments(operation.required("from").asText());
                    change(copy, path, removed(copy, from), true);
                }
                default -> throw new IllegalArgumentException("no such operation: " + operation);
            }
        }
        return copy;
    }

    private static List<String> segments(String path) {
        return List.of(path.substring(1).split("/"));
    }

    private static void change(JsonNode node, List<String> path, JsonNode value, boolean add) {
        var name = path.getFirst();
        if (path.size() > 1) {
            var rest = path.subList(1, path.size());
            if (name.equals("*")) {
                node.forEach(item -> change(item, rest, value, add));
            } else {
                change(child(node, name), rest, value, add);
            }
        } else if (node instanceof ObjectNode object) {
            if (object.has(name) == add) {
                throw new IllegalArgumentException("%s is there: %s".formatted(name, object.has(name)));
            }
            object.set(name, value);
        } else if (node instanceof ArrayNode array && add) {
            array.insert(name.equals("-") ? array.size() : Integer.parseInt(name), value);
        } else if (node instanceof ArrayNode array) {
            array.set(Integer.parseInt(name), value);
        } else {
            throw new IllegalArgumentException("nothing can be changed at " + path);
        }
    }

    private static JsonNode removed(JsonNode document, List<String> path) {
        var parent = document;
        for (var name : path.subList(0, path.size() - 1)) {
            parent = child(parent, name);
        }
        return ((ArrayNode) parent).remove(Integer.parseInt(path.getLast()));
    }

    private static JsonNode child(JsonNode node, String name) {
        return node instanceof ArrayNode ? node.required(Integer.parseInt(name)) : node.required(name);
    }
}
