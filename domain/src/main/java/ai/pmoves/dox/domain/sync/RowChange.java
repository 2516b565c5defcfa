package ai.pmoves.dox.domain.sync;

import static java.util.Objects.requireNonNull;

import ai.pmoves.dox.domain.rows.Row;
import ai.pmoves.dox.domain.rows.RowCarrier;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of a row in one store, for the other one. Several changes of a row that wait are one: its latest state.
 *
 * @param version of that state
 * @param base the state that both stores last agreed on; {@link Version#NONE} if there was none, or it is not known
 * @param row as it is now; null if it was removed
 */
public record RowChange(
        RowKey key, Version version, Version base, @Nullable Row row) implements RowCarrier<RowChange> {
    public RowChange {
        requireNonNull(key, "key");
        requireNonNull(version, "version");
        requireNonNull(base, "base");
        if (row != null && (row.table() != key.table() || !row.id().equals(key.key()))) {
            throw new IllegalArgumentException("the row of a change of %s is another".formatted(key));
        }
    }

    public boolean isRemoval() {
        return row == null;
    }

    /** The rows that have to be there before this one; none for a removal. */
    public List<RowKey> parents() {
        return row == null ? List.of() : RowKey.parentsOf(row);
    }

    @Override
    public RowChange withRow(Row other) {
        return new RowChange(key, version, base, other);
    }
}
