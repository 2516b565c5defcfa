package ai.pmoves.dox.replication.cutover;

import ai.pmoves.dox.domain.error.Reason;
import ai.pmoves.dox.replication.parity.TableParity;
import java.time.Duration;
import java.util.List;

/** The outcome of a cutover. */
public sealed interface CutoverOutcome {

    /**
     * The other store is the primary now.
     *
     * @param epoch the current one
     * @param drainedRows rows that were transferred before writes were held
     * @param heldRows rows that were transferred while they were held
     * @param tables how the stores compared before that, table by table
     * @param recheckedRows rows that changed after that, and were compared again
     * @param held how long writes were held
     */
    record Switched(
            long epoch, long drainedRows, long heldRows, List<TableParity> tables, long recheckedRows, Duration held)
            implements CutoverOutcome {}

    /** The store was the primary already. */
    record Unneeded(long epoch) implements CutoverOutcome {}

    /**
     * Nothing has changed.
     *
     * @param reasons why, each with its remedy; not empty
     * @param tables how the stores compare, empty if they could not be compared; rows in flight are no differences
     */
    record Refused(List<Reason> reasons, List<TableParity> tables) implements CutoverOutcome {}

    /**
     * A dry run found no objection.
     *
     * @param waitingRows rows that would be transferred
     */
    record Ready(long waitingRows, List<TableParity> tables) implements CutoverOutcome {}
}
