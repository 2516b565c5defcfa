package ai.pmoves.dox.replication.parity;

import ai.pmoves.dox.domain.rows.Row;
import ai.pmoves.dox.domain.rows.RowCarrier;
import ai.pmoves.dox.domain.rows.StoreTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A row that is not the same in both stores.
 *
 * @param primary the row there, null if there is none
 * @param secondary the row there, null if there is none
 */
public record Difference(
        StoreTable table,
        String key,
        @Nullable Row primary,
        @Nullable Row secondary) implements RowCarrier<Difference> {

    /** What is wrong with the secondary. */
    public enum Kind {
        MISSING,
        EXTRA,
        DIFFERENT
    }

    public Difference {
        if (primary == null && secondary == null) {
            throw new IllegalArgumentException("a row that neither store has is no difference");
        }
    }

    public Kind kind() {
        if (secondary == null) {
            return Kind.MISSING;
        }
        return primary == null ? Kind.EXTRA : Kind.DIFFERENT;
    }

    /** The row that a repair brings to the secondary. */
    @Override
    public @Nullable Row row() {
        return primary;
    }

    @Override
    public Difference withRow(Row other) {
        return new Difference(table, key, other, secondary);
    }

    /** The columns whose values differ, in the order of the table; none unless both stores have the row. */
    public List<String> columns() {
        var differing = new ArrayList<String>();
        if (primary != null && secondary != null) {
            for (int i = 0; i < table.columns().size(); i++) {
                if (!Objects.deepEquals(primary.value(i), secondary.value(i))) {
                    differing.add(table.columns().get(i).name());
                }
            }
        }
        return differing;
    }
}
