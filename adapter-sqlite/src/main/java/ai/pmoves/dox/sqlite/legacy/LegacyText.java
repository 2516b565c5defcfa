package ai.pmoves.dox.sqlite.legacy;

import ai.pmoves.dox.domain.text.Text;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Text, and the labels by which rows are found. */
final class LegacyText {
    /** A document whose type is blank. */
    static final String UNKNOWN = "unknown";

    private static final int SURELY_SHORT = Text.MAX_LABEL_BYTES / 3;

    private LegacyText() {}

    static @Nullable String optional(@Nullable Object raw, IssueLog notes) {
        var text = decode(raw, notes);
        if (text == null || Text.canBeStored(text)) {
            return text;
        }
        notes.add(DataIssue.TEXT_UNSTORABLE, IssueLog.quote(text));
        return Text.clean(text);
    }

    static String required(@Nullable Object raw, IssueLog notes) {
        return orEmpty(optional(raw, notes), notes);
    }

    static @Nullable String optionalLabel(@Nullable Object raw, IssueLog notes) {
        var text = optional(raw, notes);
        if (text == null || text.length() <= SURELY_SHORT) {
            return text;
        }
        int bytes = text.getBytes(StandardCharsets.UTF_8).length;
        if (bytes <= Text.MAX_LABEL_BYTES) {
            return text;
        }
        notes.add(DataIssue.LABEL_TOO_LONG, "%d bytes: %s".formatted(bytes, IssueLog.quote(text)));
        return Text.toLabel(text);
    }

    static String requiredLabel(@Nullable Object raw, IssueLog notes) {
        return orEmpty(optionalLabel(raw, notes), notes);
    }

    /** A document's type, which is never blank. */
    static String documentType(@Nullable Object raw, IssueLog notes) {
        var type = optionalLabel(raw, notes);
        if (type == null || type.isBlank()) {
            notes.add(DataIssue.LABEL_BLANK, type == null ? "the type is NULL" : "the type is " + IssueLog.quote(type));
            return UNKNOWN;
        }
        return type;
    }

    private static String orEmpty(@Nullable String text, IssueLog notes) {
        if (text == null) {
            notes.add(DataIssue.TEXT_MISSING, "NULL where there has to be text");
            return "";
        }
        return text;
    }

    /** The text of a value of any class, which may still have characters that cannot be stored. */
    static @Nullable String decode(@Nullable Object raw, IssueLog notes) {
        return switch (raw) {
            case null -> null;
            case String text -> text;
            case byte[] bytes -> {
                if (Utf8.isValid(bytes)) {
                    notes.add(DataIssue.TEXT_BLOB, "%d bytes".formatted(bytes.length));
                } else {
                    notes.add(DataIssue.TEXT_NOT_UTF8, "%d bytes".formatted(bytes.length));
                }
                yield new String(bytes, StandardCharsets.UTF_8);
            }
            default -> {
                notes.add(DataIssue.TEXT_NUMBER, raw.toString());
                yield raw.toString();
            }
        };
    }
}
