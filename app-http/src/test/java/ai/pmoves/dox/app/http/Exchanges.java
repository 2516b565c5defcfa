package ai.pmoves.dox.app.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.StreamSupport;

/**
 * What the Python backend answered, one request after the other, with what was asked in between to come to the same
 * state, and where this server's answers differ.
 *
 * @param shared values that several answers have in common, by name
 * @param steps in the order of the recording
 */
record Exchanges(JsonNode shared, List<Step> steps) {
    /** One request. */
    sealed interface Step permits Preparation, Exchange {
        JsonNode request();
    }

    /**
     * A request whose answer was not recorded.
     *
     * @param learn names ids of the answer; missing if there is nothing to learn
     * @param until what the answer has to say before the next step, missing if anything
     */
    record Preparation(JsonNode request, JsonNode learn, JsonNode until) implements Step {}

    /**
     * A recorded request and answer.
     *
     * @param recorded the answer as it was
     * @param expected the answer as it has to be here
     * @param further the members that answers have here besides
     */
    record Exchange(String name, JsonNode request, JsonNode recorded, JsonNode expected, Set<String> further)
            implements Step {}

    static Exchanges read() {
        var recorded = json("recorded.json");
        var ours = json("ours.json");
        var steps = new ArrayList<Step>();
        for (var step : recorded.required("exchanges")) {
            steps.add(
                    step.has("prepare")
                            ? new Preparation(step, step.path("json"), step.path("until"))
                            : exchange(step, ours));
        }
        var shared = (ObjectNode) recorded.required("shared");
        shared.setAll((ObjectNode) ours.required("shared"));
        return new Exchanges(shared, steps);
    }

    private static Exchange exchange(JsonNode step, JsonNode ours) {
        var name = step.required("name").asText();
        JsonNode expected = step;
        for (var difference : ours.required("differences")) {
            if (texts(difference.required("exchanges")).contains(name)) {
                expected = JsonPatch.apply(expected, difference.required("patch"));
            }
        }
        var further = ours.required("further").path(name);
        return new Exchange(name, step, step, expected, new TreeSet<>(texts(further)));
    }

    /** The names of all exchanges that {@code ours.json} speaks of. */
    static Set<String> namedByOurs() {
        var ours = json("ours.json");
        var names = new TreeSet<String>();
        ours.required("further").fieldNames().forEachRemaining(names::add);
        ours.required("differences").forEach(difference -> names.addAll(texts(difference.required("exchanges"))));
        return names;
    }

    private static List<String> texts(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }

    private static JsonNode json(String name) {
        try (InputStream in = Exchanges.class.getResourceAsStream("/exchanges/" + name)) {
            return Api.JSON.readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
