package ai.pmoves.dox.replication.parity;

import ai.pmoves.dox.domain.rows.StoreTable;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What to compare.
 *
 * @param tables those that are compared
 * @param isSubset whether the secondary may have rows that the primary has not, as after a copy into a store that
 *     others use, too
 * @param settlingTime how long a row has to stay different before it counts, since a write may be in flight; zero counts
 *     what the first reading found
 * @param ignored differences that do not count
 */
public record ParityOptions(
        Set<StoreTable> tables, boolean isSubset, Duration settlingTime, Predicate<Difference> ignored) {

    public ParityOptions {
        tables = Set.copyOf(tables);
    }

    /** All tables, and the same rows in both. */
    public static ParityOptions defaults() {
        return new ParityOptions(EnumSet.allOf(StoreTable.class), false, Duration.ofSeconds(2), difference -> false);
    }

    public ParityOptions withTables(Set<StoreTable> other) {
        return new ParityOptions(other, isSubset, settlingTime, ignored);
    }

    public ParityOptions asSubset() {
        return new ParityOptions(tables, true, settlingTime, ignored);
    }

    public ParityOptions withSettlingTime(Duration other) {
        return new ParityOptions(tables, isSubset, other, ignored);
    }

    public ParityOptions ignoring(Predicate<Difference> other) {
        return new ParityOptions(tables, isSubset, settlingTime, other);
    }
}
