package ai.pmoves.dox.llm;

import ai.pmoves.dox.domain.tagging.Extraction;
import ai.pmoves.dox.domain.text.Text;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads what models answer, also if they wrap their JSON in words or call its members otherwise. */
final class Answers {
    private Answers() {}

    /** Empty if it is not of a form that is understood. */
    static Optional<List<Extraction>> read(String answer) {
        int start = firstOf(answer, '{', '[');
        int end = Math.max(answer.lastIndexOf('}'), answer.lastIndexOf(']')) + 1;
        if (start < 0 || end <= start) {
            return Optional.empty();
        }
        try {
            return list(ProviderCalls.JSON.readTree(answer.substring(start, end)))
                    .flatMap(Answers::extractions);
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    private static int firstOf(String text, char one, char other) {
        int first = text.indexOf(one);
        int second = text.indexOf(other);
        return first < 0 || second >= 0 && second < first ? second : first;
    }

    private static Optional<JsonNode> list(JsonNode json) {
        if (json.isArray()) {
            return Optional.of(json);
        }
        for (var name : List.of("extractions", "tags")) {
            if (json.path(name).isArray()) {
                return Optional.of(json.get(name));
            }
        }
        return Optional.empty();
    }

    private static Optional<List<Extraction>> extractions(JsonNode list) {
        var extractions = new ArrayList<Extraction>();
        for (var item : list) {
            var text = item.isTextual() ? item.textValue() : textOf(item, "text", "extraction_text");
            if (text == null) {
                return Optional.empty();
            }
            if (!text.isBlank()) {
                extractions.add(new Extraction(Text.clean(text).strip(), label(item)));
            }
        }
        return Optional.of(extractions);
    }

    private static @Nullable String label(JsonNode item) {
        var label = textOf(item, "label", "extraction_class");
        return label == null || label.isBlank() ? null : Text.clean(label).strip();
    }

    private static @Nullable String textOf(JsonNode item, String... names) {
        for (var name : names) {
            if (item.path(name).isTextual()) {
                return item.get(name).textValue();
            }
        }
        return null;
    }
}
