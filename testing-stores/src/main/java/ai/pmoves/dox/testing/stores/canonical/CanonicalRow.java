package ai.pmoves.dox.testing.stores.canonical;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A row of a table, its values in the order of the columns; null stands for NULL and is not the empty text.
 *
 * @param key by which it is told from the other rows of its table
 */
public record CanonicalRow(CanonicalTable table, String key, List<@Nullable String> values) {
    public CanonicalRow {
        requireNonNull(table, "table");
        values = Collections.unmodifiableList(new ArrayList<>(values));
    }

    /** Says column by column what differs from a row of the same table. */
    public List<String> differencesTo(CanonicalRow other) {
        var differences = new ArrayList<String>();
        for (int i = 0; i < values.size(); i++) {
            if (!Objects.equals(values.get(i), other.values.get(i))) {
                differences.add("%s of %s %s: %s, but %s"
                        .formatted(
                                table.columns().get(i).name(),
                                table.name(),
                                key,
                                quoted(values.get(i)),
                                quoted(other.values.get(i))));
            }
        }
        return differences;
    }

    private static String quoted(@Nullable String value) {
        return value == null ? "NULL" : "'" + value + "'";
    }
}
