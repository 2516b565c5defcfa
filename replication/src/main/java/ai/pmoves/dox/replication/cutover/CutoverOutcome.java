package ai.pmoves.dox.replication.cutover;

import ai.pmoves.dox.replication.parity.TableParity;
import java.time.Duration;
import java.util.List;

/** What became of a switch. */
public sealed interface CutoverOutcome {

    /**
     * The other store is the primary now.
     *
     * @param epoch of the standing that holds now
     * @param drainedRows rows that were brought over before writes were held
     * @param heldRows rows that were brought over while they were held
     * @param tables how the stores compared before that, table by table
     * @param recheckedRows rows that changed after that, and were compared again
     * @param held how long nobody could write
     */
    record Switched(
            long epoch, long drainedRows, long heldRows, List<TableParity> tables, long recheckedRows, Duration held)
            implements CutoverOutcome {}

    /** The store was the primary already. */
    record Unneeded(long epoch) implements CutoverOutcome {}

    /**
     * Nothing has changed.
     *
     * @param reasons why, each with what mends it; not empty
     * @param tables how the stores compare, empty if they could not be compared; rows on their way are no differences
     */
    record Refused(List<String> reasons, List<TableParity> tables) implements CutoverOutcome {}

    /**
     * A dry run found nothing that stands in the way.
     *
     * @param waitingRows rows that would be brought over
     */
    record Ready(long waitingRows, List<TableParity> tables) implements CutoverOutcome {}
}
