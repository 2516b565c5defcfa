package ai.pmoves.dox.app.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/**
 * Compares answers with recorded ones, value by value, but for what is another at each run:
 *
 * <ul>
 *   <li>{@code «sample»} within a text is an id. Whatever stands there when the name first occurs has to stand
 *       everywhere where the name does, in this answer and in all later ones.
 *   <li>{@code «:seconds»}, {@code «:instant»}, {@code «:number»} and {@code «:score»} are a time in whole seconds, a
 *       time, a number that is not negative, and one of 0 to 1; {@code «:text»} is any text that is not blank, {@code
 *       «:store»} the kind of the store, {@code «:30 numbers»} a list of so many.
 *   <li>{@code «@sample evidence»} is the shared value of this name.
 *   <li>A list that begins with {@code «:in any order»} is compared so.
 * </ul>
 *
 * An object of the answer may have further members, which are reported.
 */
final class RecordedAnswers {
    private static final Pattern NAME = Pattern.compile("«([^:@»][^»]*)»");
    private static final Pattern NUMBERS = Pattern.compile("«:(\\d+) numbers»");
    private static final String ID = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}";
    private static final String ANY_ORDER = "«:in any order»";

    private final JsonNode shared;
    private final Map<String, String> ids;

    RecordedAnswers(JsonNode shared) {
        this(shared, new HashMap<>());
    }

    private RecordedAnswers(JsonNode shared, Map<String, String> ids) {
        this.shared = shared;
        this.ids = ids;
    }

    /**
     * What came of a comparison.
     *
     * @param differences a line each
     * @param further the paths of the members that the recorded answer does not have, {@code *} for any item of a list
     */
    record Comparison(List<String> differences, Set<String> further) {}

    /** Compares, and remembers the ids that were named. */
    Comparison compare(JsonNode recorded, JsonNode actual) {
        var comparison = new Comparison(new ArrayList<>(), new TreeSet<>());
        compare("", recorded, actual, comparison);
        return comparison;
    }

    /** Compares without remembering. */
    Comparison tryOut(JsonNode recorded, JsonNode actual) {
        return new RecordedAnswers(shared, new HashMap<>(ids)).compare(recorded, actual);
    }

    /** The text with the ids in place of their names, all of which have to be known. */
    String resolve(String text) {
        return NAME.matcher(text).replaceAll(match -> {
            var id = ids.get(match.group(1));
            if (id == null) {
                throw new IllegalStateException("nothing is called '%s' yet in %s".formatted(match.group(1), text));
            }
            return id;
        });
    }

    private void compare(String path, JsonNode recorded, JsonNode actual, Comparison to) {
        if (recorded.isTextual() && recorded.textValue().startsWith("«@")) {
            var name = recorded.textValue().substring(2, recorded.textValue().length() - 1);
            compare(path, shared.required(name), actual, to);
        } else if (recorded instanceof ObjectNode members && actual.isObject()) {
            compareMembers(path, members, actual, to);
        } else if (recorded instanceof ArrayNode items && actual.isArray()) {
            compareItems(path, items, actual, to);
        } else if (!equal(recorded, actual)) {
            to.differences().add("%s is %s, and not %s".formatted(path, actual, recorded));
        }
    }

    private void compareMembers(String path, ObjectNode recorded, JsonNode actual, Comparison to) {
        for (var member : recorded.properties()) {
            var at = path + "/" + member.getKey();
            if (actual.has(member.getKey())) {
                compare(at, member.getValue(), actual.get(member.getKey()), to);
            } else {
                to.differences().add(at + " is missing");
            }
        }
        actual.fieldNames().forEachRemaining(name -> {
            if (!recorded.has(name)) {
                to.further().add((path + "/" + name).replaceAll("/\\d+(?=/)", "/*"));
            }
        });
    }

    private void compareItems(String path, ArrayNode recorded, JsonNode actual, Comparison to) {
        boolean anyOrder = recorded.path(0).asText().equals(ANY_ORDER);
        int expected = recorded.size() - (anyOrder ? 1 : 0);
        if (expected != actual.size()) {
            to.differences().add("%s has %d items, and not %d".formatted(path, actual.size(), expected));
        } else if (anyOrder) {
            compareInAnyOrder(path, recorded, actual, to);
        } else {
            for (int i = 0; i < expected; i++) {
                compare(path + "/" + i, recorded.get(i), actual.get(i), to);
            }
        }
    }

    private void compareInAnyOrder(String path, ArrayNode recorded, JsonNode actual, Comparison to) {
        var left = new ArrayList<JsonNode>();
        actual.forEach(left::add);
        for (int i = 1; i < recorded.size(); i++) {
            var wanted = recorded.get(i);
            var found = left.stream()
                    .filter(item -> tryOut(wanted, item).differences().isEmpty())
                    .findFirst();
            if (found.isPresent()) {
                compare(path + "/0", wanted, found.get(), to);
                left.remove(found.get());
            } else {
                to.differences().add("%s has no %s; left are %s".formatted(path, wanted, left));
            }
        }
    }

    private boolean equal(JsonNode recorded, JsonNode actual) {
        if (recorded.isNumber() && actual.isNumber()) {
            return recorded.decimalValue().compareTo(actual.decimalValue()) == 0;
        }
        if (!recorded.isTextual()) {
            return recorded.equals(actual);
        }
        var numbers = NUMBERS.matcher(recorded.textValue());
        if (numbers.matches()) {
            return actual.isArray()
                    && actual.size() == Integer.parseInt(numbers.group(1))
                    && StreamSupport.stream(actual.spliterator(), false).allMatch(JsonNode::isNumber);
        }
        return switch (recorded.textValue()) {
            case "«:number»" -> actual.isNumber() && actual.doubleValue() >= 0;
            case "«:score»" -> actual.isNumber() && actual.doubleValue() >= 0 && actual.doubleValue() <= 1;
            case "«:seconds»" -> actual.asText().matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ");
            case "«:text»" -> actual.isTextual() && !actual.asText().isBlank();
            case "«:store»" -> actual.asText().equals(TestStores.NAME);
            case "«:instant»" -> actual.asText().matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z");
            default -> actual.isTextual() && equal(recorded.textValue(), actual.textValue());
        };
    }

    boolean equal(String recorded, String actual) {
        var names = new ArrayList<String>();
        var pattern = new StringBuilder();
        int end = 0;
        var matcher = NAME.matcher(recorded);
        while (matcher.find()) {
            pattern.append(Pattern.quote(recorded.substring(end, matcher.start())));
            var name = matcher.group(1);
            if (ids.containsKey(name)) {
                pattern.append(Pattern.quote(ids.get(name)));
            } else if (names.contains(name)) {
                pattern.append("\\").append(names.indexOf(name) + 1);
            } else {
                names.add(name);
                pattern.append("(").append(ID).append(")");
            }
            end = matcher.end();
        }
        var match = Pattern.compile(pattern + Pattern.quote(recorded.substring(end)), Pattern.DOTALL)
                .matcher(actual);
        if (!match.matches()) {
            return false;
        }
        for (int i = 0; i < names.size(); i++) {
            ids.put(names.get(i), match.group(i + 1));
        }
        return true;
    }
}
