package ai.pmoves.dox.replication.changes;

import ai.pmoves.dox.domain.error.Reason;
import ai.pmoves.dox.domain.error.Remedy;
import ai.pmoves.dox.domain.rows.StoreTable;
import ai.pmoves.dox.domain.sync.DeadLetter;
import ai.pmoves.dox.replication.parity.RowCounts;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToLongFunction;

/**
 * The limits above which removals from the other store are held until an operator confirms them.
 *
 * @param share of a table's rows, 0 to 1, that may be removed unconfirmed; 1 allows all
 * @param floor how many rows of a table may be removed unconfirmed, whatever their share is
 */
public record MassDeletes(double share, long floor) {
    public static final MassDeletes DEFAULT = new MassDeletes(0.5, 100);

    /** Allows all removals. */
    public static final MassDeletes ALLOWED = new MassDeletes(1, 0);

    private static final String HELD = "the removals are held.";

    public MassDeletes {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("share is " + share + "; it has to be 0 to 1");
        }
        if (floor < 0) {
            throw new IllegalArgumentException("floor is " + floor + "; it has to be 0 or more");
        }
    }

    /**
     * Why these removals have to be held; empty if they are allowed. Chunks, which derive from other rows, do not
     * count: a rebuild replaces them.
     *
     * @param removals how many rows of each table are to be removed
     * @param rows how many rows a table has; called only where needed
     * @param from the store in which the rows were removed
     */
    Optional<String> objection(Map<StoreTable, Long> removals, ToLongFunction<StoreTable> rows, String from) {
        return removals.entrySet().stream()
                .filter(entry -> entry.getKey() != StoreTable.SEARCH_CHUNKS && entry.getValue() > floor)
                .map(entry -> reason(entry.getKey(), entry.getValue(), rows.applyAsLong(entry.getKey()), from))
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** Why this is a dead letter, with what can be done about it if it is a removal that is held. */
    public static Reason reason(DeadLetter letter) {
        return letter.reason().endsWith(HELD)
                ? Reason.of(letter.reason(), Remedy.CONFIRM_REMOVALS)
                : Reason.of(letter.reason());
    }

    private Optional<String> reason(StoreTable table, long removed, long rows, String from) {
        return share < 1 && rows > 0 && removed > share * rows
                ? Optional.of(
                        "%s of %s rows of %s were removed in %s, which is more than may be removed unconfirmed: %s"
                                .formatted(RowCounts.number(removed), RowCounts.number(rows), table.text(), from, HELD))
                : Optional.empty();
    }
}
