package ai.pmoves.dox.app.http.support;

import ai.pmoves.dox.domain.Id;
import ai.pmoves.dox.domain.Json;
import ai.pmoves.dox.domain.text.Text;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads a JSON body: whole numbers leniently, strings strictly, unknown members not at all. What is not as it
 * should be is an {@link InvalidRequest}.
 */
public final class JsonBody {
    private static final String NOT_AN_OBJECT = "Input should be a valid dictionary or object to extract fields from";

    private final ObjectNode body;

    private JsonBody(ObjectNode body) {
        this.body = body;
    }

    public static JsonBody of(Context ctx) {
        var text = ctx.body();
        if (text.isEmpty()) {
            throw InvalidRequest.missing(List.of("body"), null);
        }
        if (!isJson(ctx.contentType())) {
            throw new InvalidRequest("model_attributes_type", List.of("body"), NOT_AN_OBJECT, Text.clean(text));
        }
        return switch (parse(text)) {
            case ObjectNode object -> new JsonBody(object);
            case JsonNode other ->
                throw new InvalidRequest("model_attributes_type", List.of("body"), NOT_AN_OBJECT, other);
        };
    }

    /** A body that may be left out, which is as good as one without members. */
    public static JsonBody optional(Context ctx) {
        return ctx.body().isEmpty() ? new JsonBody(WireJson.MAPPER.createObjectNode()) : of(ctx);
    }

    private static boolean isJson(@Nullable String contentType) {
        if (contentType == null) {
            return false;
        }
        var type = contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        return type.equals("application/json") || type.startsWith("application/") && type.endsWith("+json");
    }

    private static JsonNode parse(String text) {
        try {
            return WireJson.MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            var at = e.getLocation() == null ? 0 : Math.max(0, e.getLocation().getCharOffset());
            throw new InvalidRequest(
                    "json_invalid",
                    List.of("body", at),
                    "JSON decode error",
                    Map.of(),
                    Map.of("error", e.getOriginalMessage()));
        }
    }

    /** The member's text, which has to be there. */
    public String string(String name) {
        if (!body.has(name)) {
            throw InvalidRequest.missing(List.of("body", name), body);
        }
        return string(body.get(name), List.of("body", name));
    }

    /** The member's text, which has to be there and not empty. */
    public String nonEmptyString(String name) {
        var text = string(name);
        if (text.isEmpty()) {
            throw new InvalidRequest(
                    "string_too_short",
                    List.of("body", name),
                    "String should have at least 1 character",
                    text,
                    Map.of("min_length", 1));
        }
        return text;
    }

    /** The member's text, empty if it is absent or null. */
    public Optional<String> optionalString(String name) {
        return member(name).map(node -> string(node, List.of("body", name)));
    }

    /** The member's text without blanks around it, empty if it is absent, null or blank. */
    public Optional<String> optionalText(String name) {
        return optionalString(name).map(String::strip).filter(text -> !text.isEmpty());
    }

    /** The member as an id, empty if it is absent, null or an empty text. */
    public <T> Optional<Id<T>> optionalId(String name) {
        return optionalString(name).filter(text -> !text.isEmpty()).map(Id::of);
    }

    /** The member's text, which has to be one of these; empty if it is absent or null. */
    public Optional<String> optionalChoice(String name, List<String> choices) {
        var word = optionalString(name);
        if (word.isPresent() && !choices.contains(word.get())) {
            throw InvalidRequest.notOneOf(List.of("body", name), choices, word.get());
        }
        return word;
    }

    /** The member as a truth value. */
    public boolean bool(String name, boolean otherwise) {
        return optionalBool(name).orElse(otherwise);
    }

    /** The member as a truth value, empty if it is absent or null. */
    public Optional<Boolean> optionalBool(String name) {
        return member(name).map(node -> {
            var loc = List.of("body", name);
            if (node.isBoolean() || node.isTextual() || node.isIntegralNumber()) {
                return Booleans.parse(node.asText(), loc);
            }
            throw new InvalidRequest("bool_type", loc, "Input should be a valid boolean", node);
        });
    }

    /** The member as a whole number, empty if it is absent or null. */
    public Optional<BigInteger> optionalInteger(String name) {
        return member(name).map(node -> integer(node, List.of("body", name)));
    }

    /** The member as a whole number between two others, which are allowed; another one if it is absent or null. */
    public long integer(String name, long least, long most, long otherwise) {
        var loc = List.of("body", name);
        var given = optionalInteger(name).orElse(BigInteger.valueOf(otherwise));
        Numbers.atLeast(least, given, loc, given);
        Numbers.atMost(most, given, loc, given);
        return given.longValueExact();
    }

    /** The member as a number between two others, which are allowed; another one if it is absent or null. */
    public double decimal(String name, double least, double most, double otherwise) {
        var loc = List.of("body", name);
        return member(name)
                .map(node -> Numbers.between(least, most, Numbers.decimal(node.asText(), loc), loc))
                .orElse(otherwise);
    }

    /** The member as a list of texts, empty if it is absent or null. */
    public Optional<List<String>> optionalStrings(String name) {
        return array(name).map(node -> {
            var texts = new ArrayList<String>();
            for (var item : node) {
                texts.add(string(item, List.of("body", name, texts.size())));
            }
            return texts;
        });
    }

    /** The member as a list of objects, empty if it is absent or null. */
    public Optional<Json> optionalObjects(String name) {
        return array(name).map(node -> {
            for (int i = 0; i < node.size(); i++) {
                requireObject(node.get(i), List.of("body", name, i));
            }
            try {
                return Json.of(WireJson.MAPPER.convertValue(node, List.class));
            } catch (IllegalArgumentException e) {
                throw new InvalidRequest(
                        "recursion_loop", List.of("body", name), String.valueOf(e.getMessage()), Map.of());
            }
        });
    }

    private Optional<JsonNode> array(String name) {
        return member(name).map(node -> {
            if (!node.isArray()) {
                throw new InvalidRequest("list_type", List.of("body", name), "Input should be a valid list", node);
            }
            return node;
        });
    }

    private static void requireObject(JsonNode node, List<?> loc) {
        if (!node.isObject()) {
            throw new InvalidRequest("dict_type", loc, "Input should be a valid dictionary", node);
        }
    }

    /** The member as an object of plain values, each as text; empty if it is absent or null. */
    public Map<String, String> optionalTexts(String name) {
        var texts = new LinkedHashMap<String, String>();
        member(name).ifPresent(node -> {
            requireObject(node, List.of("body", name));
            node.properties().forEach(entry -> {
                if (!entry.getValue().isValueNode() || entry.getValue().isNull()) {
                    throw new InvalidRequest(
                            "string_type",
                            List.of("body", name, entry.getKey()),
                            "Input should be a string, a number or a boolean",
                            entry.getValue());
                }
                texts.put(
                        Text.clean(entry.getKey()), Text.clean(entry.getValue().asText()));
            });
        });
        return texts;
    }

    private Optional<JsonNode> member(String name) {
        return Optional.ofNullable(body.get(name)).filter(node -> !node.isNull());
    }

    private static String string(JsonNode node, List<?> loc) {
        if (!node.isTextual()) {
            throw new InvalidRequest("string_type", loc, "Input should be a valid string", node);
        }
        return Text.clean(node.textValue());
    }

    private static BigInteger integer(JsonNode node, List<?> loc) {
        if (node.isBoolean()) {
            return node.booleanValue() ? BigInteger.ONE : BigInteger.ZERO;
        }
        if (node.isNumber()) {
            return Numbers.whole(node.decimalValue(), loc);
        }
        if (node.isTextual()) {
            return Numbers.parse(node.textValue(), loc);
        }
        throw new InvalidRequest("int_type", loc, "Input should be a valid integer", node);
    }
}
