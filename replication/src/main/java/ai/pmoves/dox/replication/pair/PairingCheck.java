package ai.pmoves.dox.replication.pair;

import ai.pmoves.dox.domain.error.Reason;
import ai.pmoves.dox.domain.error.Remedy;
import ai.pmoves.dox.domain.rows.Row;
import ai.pmoves.dox.domain.rows.StoreTable;
import ai.pmoves.dox.replication.parity.Difference;
import ai.pmoves.dox.replication.parity.Parity;
import ai.pmoves.dox.replication.parity.ParityOptions;
import ai.pmoves.dox.replication.parity.RowCounts;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether two stores may become a pair: replication gives the secondary the primary's state, so it may hold nothing
 * that the primary lacks. An empty store never becomes the primary of a filled one; two filled ones are compared, row
 * by row. Not thread-safe.
 */
final class PairingCheck {
    private final PairCandidate primary;
    private final PairCandidate secondary;
    private final Map<StoreTable, Long> primaryRows;
    private final Map<StoreTable, Long> secondaryRows;

    PairingCheck(PairCandidate primary, PairCandidate secondary) {
        this.primary = primary;
        this.secondary = secondary;
        this.primaryRows = primary.count();
        this.secondaryRows = secondary.count();
    }

    /** How many rows the secondary had in each table when this was made, without tables that were empty. */
    Map<StoreTable, Long> secondaryRows() {
        return secondaryRows;
    }

    long totalOfPrimary() {
        return total(primaryRows);
    }

    long totalOfSecondary() {
        return total(secondaryRows);
    }

    private boolean isSecondaryEdge() {
        return secondary.side() == Side.EDGE;
    }

    /** Why they may not, as far as the numbers of rows tell; empty if they may, or only a comparison shows. */
    Optional<Reason> objectionByCount() {
        return totalOfPrimary() == 0 && totalOfSecondary() > 0
                ? Optional.of(Reason.of(
                        """
                        %s has no rows, and %s has %s: an empty store does not become the primary of a filled one. \
                        Nothing was changed.""".formatted(primary.text(), secondary.text(), RowCounts.number(totalOfSecondary())),
                        isSecondaryEdge() ? Remedy.MAKE_EDGE_PRIMARY : Remedy.MAKE_HUB_PRIMARY))
                : Optional.empty();
    }

    /**
     * The result of a comparison of all rows.
     *
     * @param behind how many rows the primary has that the secondary lacks, or has as they were before
     * @param objection why they may not be a pair; empty if they may
     */
    record Result(long behind, Optional<Reason> objection) {}

    /** Compares, if there is anything to compare. */
    Result run() {
        var byCount = objectionByCount();
        if (byCount.isPresent() || totalOfSecondary() == 0) {
            return new Result(totalOfPrimary(), byCount);
        }
        var found = new Found();
        var options = ParityOptions.defaults().withSettlingTime(Duration.ZERO); // nothing is in flight between them yet
        new Parity(primary.rows(), secondary.rows()).compare(options, found::add, table -> {});
        return new Result(found.behind, found.isSafe() ? Optional.empty() : Optional.of(refusal(found)));
    }

    /** The differences found. */
    private static final class Found {
        private final Map<StoreTable, Long> extra = new EnumMap<>(StoreTable.class);
        private final Map<StoreTable, Long> other = new EnumMap<>(StoreTable.class);
        private @Nullable Difference example;
        private long behind;

        void add(Difference difference) {
            switch (difference.kind()) {
                case MISSING -> behind++;
                case EXTRA -> count(extra, difference);
                case DIFFERENT -> {
                    if (isBehind(difference)) {
                        behind++;
                    } else {
                        count(other, difference);
                    }
                }
            }
        }

        private void count(Map<StoreTable, Long> counts, Difference difference) {
            counts.merge(difference.table(), 1L, Long::sum);
            example = example == null ? difference : example;
        }

        boolean isSafe() {
            return extra.isEmpty() && other.isEmpty();
        }
    }

    /** Whether the secondary's row is an earlier state of the primary's. */
    private static boolean isBehind(Difference difference) {
        return difference.table().hasRevision() && revision(difference.secondary()) < revision(difference.primary());
    }

    private static long revision(@Nullable Row row) {
        return row != null && row.value("revision") instanceof Long revision ? revision : 0;
    }

    private Reason refusal(Found found) {
        var example = found.example;
        var text = """
                %s would become the primary of %s (%s rows and %s), which holds what it lacks: %s%s%s%s. Nothing was \
                changed.""".formatted(
                primary.text(),
                secondary.text(),
                RowCounts.number(totalOfPrimary()),
                RowCounts.number(totalOfSecondary()),
                told(found.extra, "rows only there"),
                found.extra.isEmpty() || found.other.isEmpty() ? "" : "; ",
                told(found.other, "rows that are others there"),
                example == null
                        ? ""
                        : ", for example %s '%s'".formatted(example.table().text(), example.key()));
        return Reason.of(text, isSecondaryEdge() ? Remedy.COPY_FROM_EDGE : Remedy.COPY_FROM_HUB);
    }

    private static String told(Map<StoreTable, Long> counts, String what) {
        return counts.isEmpty()
                ? ""
                : "%s %s (%s)".formatted(RowCounts.number(total(counts)), what, RowCounts.text(counts));
    }

    static long total(Map<StoreTable, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }
}
