package ai.pmoves.dox.sqlite.file;

import ai.pmoves.dox.domain.Json;
import ai.pmoves.dox.domain.rows.Row;
import ai.pmoves.dox.domain.rows.StoreTable;
import java.time.Instant;

/**
 * Rows in the place of artifacts, documents and runs that a file lacks. They come before all others in lists. The
 * revision of the first two is 0, below that of every real row, so that none ever replaces one.
 */
public final class Placeholders {
    private static final String NAME = "(not in the old database)";

    private static final String UNKNOWN = "unknown";

    private Placeholders() {}

    /** @throws IllegalArgumentException if rows of the table are no parents of others */
    public static Row of(StoreTable table, String key) {
        return switch (table) {
            case ARTIFACTS -> Row.of(table, key, 0L, NAME, "", "", null, "missing", null, null, null, null, 0L);
            case DOCUMENTS -> Row.of(table, key, 0L, null, "", UNKNOWN, NAME, null, null, null, 0L);
            case HRM_RUNS ->
                Row.of(table, key, 0L, UNKNOWN, null, 0, 0, 0, false, NAME, null, 0L, null, Json.NULL, Instant.EPOCH);
            default -> throw new IllegalArgumentException("nothing refers to " + table.text());
        };
    }
}
