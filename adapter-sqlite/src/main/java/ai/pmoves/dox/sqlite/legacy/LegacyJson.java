package ai.pmoves.dox.sqlite.legacy;

import ai.pmoves.dox.domain.Json;
import ai.pmoves.dox.domain.text.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** JSON columns: text that is not JSON is kept as a string of itself, so that nothing is lost and no list fails. */
final class LegacyJson {
    private static final int BYTE_ORDER_MARK = '\uFEFF';

    private LegacyJson() {}

    /** NULL and empty text are both absent, as the Python backend reads them; the text {@code null} is JSON's null. */
    static @Nullable Json optional(@Nullable Object raw, IssueLog notes) {
        var text = LegacyText.decode(raw, notes);
        if (text == null) {
            return null;
        }
        if (text.isEmpty()) {
            notes.add(DataIssue.JSON_EMPTY, "empty text");
            return null;
        }
        return Json.of(parse(text, notes));
    }

    /** An empty object where there is nothing. */
    static Json object(@Nullable Object raw, IssueLog notes) {
        return orElse(optional(raw, notes), Json.emptyObject(), notes);
    }

    /** JSON's null where there is nothing. */
    static Json orNull(@Nullable Object raw, IssueLog notes) {
        return orElse(optional(raw, notes), Json.NULL, notes);
    }

    /** A list of ids, in which those that rows cannot have are replaced as theirs are; empty where there is nothing. */
    static Json ids(@Nullable Object raw, IssueLog notes) {
        var text = LegacyText.decode(raw, notes);
        if (text == null || text.isEmpty()) {
            return orElse(optional(raw, notes), Json.emptyList(), notes);
        }
        var value = parse(text, notes);
        if (!(value instanceof List<?> items)) {
            return Json.of(value);
        }
        var ids = new ArrayList<@Nullable Object>();
        for (var item : items) {
            ids.add(item instanceof String id ? LegacyIds.ofText(id, DataIssue.REFERENCE_EMPTY, notes) : item);
        }
        return Json.of(ids);
    }

    private static Json orElse(@Nullable Json json, Json ifAbsent, IssueLog notes) {
        if (json == null) {
            notes.add(DataIssue.JSON_MISSING, "nothing where there has to be JSON");
            return ifAbsent;
        }
        return json;
    }

    /** The plain value, or the text itself where it is no JSON. */
    private static @Nullable Object parse(String text, IssueLog notes) {
        var json = text;
        if (json.charAt(0) == BYTE_ORDER_MARK) {
            notes.add(DataIssue.JSON_BYTE_ORDER_MARK, "text that begins with U+FEFF");
            json = json.substring(1);
        }
        int before = notes.size();
        try {
            return unwrapped(JsonReading.read(json, notes), notes);
        } catch (JsonReading.TooDeepException e) {
            notes.backTo(before);
            notes.add(DataIssue.JSON_TOO_DEEP, "more than %d levels".formatted(Json.MAX_DEPTH));
        } catch (JsonReading.NoJsonException e) {
            notes.backTo(before);
            notes.add(DataIssue.JSON_INVALID, e.getMessage());
        }
        noteUnstorable(text, notes);
        return text;
    }

    private static void noteUnstorable(String text, IssueLog notes) {
        if (!Text.canBeStored(text)) {
            notes.add(DataIssue.JSON_UNSTORABLE, IssueLog.quote(text));
        }
    }

    /** A string that is itself the text of an object or a list was encoded once too often. */
    private static @Nullable Object unwrapped(@Nullable Object value, IssueLog notes) {
        if (!(value instanceof String text) || !looksEncoded(text)) {
            return value;
        }
        int before = notes.size();
        try {
            var inner = unwrapped(JsonReading.read(text, notes), notes);
            if (inner instanceof Map<?, ?> || inner instanceof List<?>) {
                notes.add(DataIssue.JSON_DOUBLE_ENCODED, IssueLog.quote(text));
                return inner;
            }
        } catch (JsonReading.TooDeepException | JsonReading.NoJsonException e) {
            // a string that only begins like JSON is a string
        }
        notes.backTo(before);
        return value;
    }

    private static boolean looksEncoded(String text) {
        var start = text.stripLeading();
        return !start.isEmpty() && "{[\"".indexOf(start.charAt(0)) >= 0;
    }
}
