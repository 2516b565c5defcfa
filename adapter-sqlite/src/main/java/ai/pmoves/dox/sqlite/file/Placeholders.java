package ai.pmoves.dox.sqlite.legacy;

import ai.pmoves.dox.domain.rows.Row;
import ai.pmoves.dox.domain.rows.StoreTable;

/**
 * Rows in the place of artifacts and documents that the file lacks. Their revision is 0, below that of every real
 * row, so that none ever takes the place of one; they come before all others in lists.
 */
final class Placeholders {
    private static final String NAME = "(not in the old database)";

    private Placeholders() {}

    /** @throws IllegalArgumentException if rows of the table are no parents of others that a legacy file has */
    static Row of(StoreTable table, String key) {
        return switch (table) {
            case ARTIFACTS -> Row.of(table, key, 0L, NAME, "", "", null, "missing", null, null, null, null, 0L);
            case DOCUMENTS -> Row.of(table, key, 0L, null, "", LegacyText.UNKNOWN, NAME, null, null, null, 0L);
            default -> throw new IllegalArgumentException("nothing in a legacy file refers to " + table.text());
        };
    }
}
