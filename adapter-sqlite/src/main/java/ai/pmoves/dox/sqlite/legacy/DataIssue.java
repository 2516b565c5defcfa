package ai.pmoves.dox.sqlite.legacy;

import java.util.Locale;

/**
 * The data issues of a legacy file's values. docs/operations.md lists each with its repair and reason; a test compares
 * the two.
 */
enum DataIssue {
    ID_EMPTY(false),
    ID_MISSING(false),
    ID_TOO_LONG(true),
    ID_BLOB(true),
    ID_UNSTORABLE(true),
    PARENT_EMPTY(false),
    REFERENCE_EMPTY(false),

    TEXT_MISSING(false),
    TEXT_BLOB(false),
    TEXT_NUMBER(false),
    TEXT_NOT_UTF8(true),
    TEXT_UNSTORABLE(true),
    LABEL_TOO_LONG(true),
    LABEL_BLANK(false),

    NUMBER_MISSING(false),
    NUMBER_TEXT(false),
    NUMBER_INVALID(true),

    TIME_MISSING(false),
    TIME_INVALID(true),

    JSON_EMPTY(false),
    JSON_MISSING(false),
    JSON_INVALID(false),
    JSON_TOO_DEEP(false),
    JSON_DOUBLE_ENCODED(false),
    JSON_NOT_A_NUMBER(false),
    JSON_INFINITE(true),
    JSON_LONG_NUMBER(false),
    JSON_DUPLICATE_NAMES(true),
    JSON_UNSTORABLE(true),
    JSON_BYTE_ORDER_MARK(false),
    JSON_CONTROL_CHARACTERS(false);

    private final boolean isLossy;

    DataIssue(boolean isLossy) {
        this.isLossy = isLossy;
    }

    /** The stable word for reports: the kind of value, a dot, and its defect. */
    String text() {
        return name().toLowerCase(Locale.ROOT).replaceFirst("_", ".").replace('_', '-');
    }

    /** Whether the repaired row no longer tells what the file had. */
    boolean isLossy() {
        return isLossy;
    }
}
