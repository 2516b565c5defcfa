package ai.pmoves.dox.ports.sync;

import ai.pmoves.dox.domain.rows.StoreTable;
import ai.pmoves.dox.domain.sync.Backlog;
import ai.pmoves.dox.domain.sync.Checkpoint;
import ai.pmoves.dox.domain.sync.Conflict;
import ai.pmoves.dox.domain.sync.DeviceReport;
import ai.pmoves.dox.domain.sync.ReplicationRole;
import ai.pmoves.dox.domain.sync.RowChange;
import ai.pmoves.dox.domain.sync.RowKey;
import ai.pmoves.dox.ports.Reads;
import ai.pmoves.dox.ports.Writes;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The shared store's part in a pair: a feed of all changes, and the changes that embedded stores send.
 *
 * <p>Implementations pass {@code HubSyncContract}.
 */
public interface HubSync extends StoreSync {

    /**
     * Returns the end of the feed: a read of all rows now and the feed from here on together miss no change. Changes
     * committed just before may be in both.
     */
    @Reads
    String endOfFeed();

    /**
     * Returns the changes after a place in the feed, in the order of the feed, each row once, with its latest version
     * and the row of that version; those whose latest version is of {@code exceptStore} are left out. A change of a row
     * comes after the place of its earlier changes. Transactions that commit in another order than they began are not
     * missed; for that, changes show up only when every transaction that began before theirs has ended.
     *
     * @param cursor from {@link #endOfFeed} or an earlier page
     * @param exceptStore the id of the embedded store that reads
     * @param maxRows at least 1; a page before the end may have fewer
     * @return empty if the feed no longer goes back that far, since later removals were forgotten: only a snapshot
     *     helps
     * @throws ai.pmoves.dox.domain.error.DoxException {@code request.cursor-invalid} for a cursor that no feed gave
     */
    @Reads
    Optional<FeedPage> feed(String cursor, String exceptStore, int maxRows);

    /** Which of these rows {@link #feedBacklog} counts. */
    @Reads
    Set<RowKey> waiting(String cursor, String exceptStore, Collection<RowKey> keys);

    /**
     * How many changes {@link #feed} has left, and since when the first one waits.
     *
     * @throws ai.pmoves.dox.domain.error.DoxException {@code request.cursor-invalid} for a cursor that no feed gave
     */
    @Reads
    Backlog feedBacklog(String cursor, String exceptStore);

    /**
     * Writes changes of an embedded store, in one transaction; their rows have the versions of the changes then, and
     * the feed has them. The outcome of a change depends on the state of its row here:
     *
     * <ul>
     *   <li>A change based on this state is taken. So is one of a row that was never here.
     *   <li>A change that is here already changes nothing and is taken. So does one whose row the same store has
     *       changed further, and a removal of a row that was removed here, too.
     *   <li>A change that was here, and on which another store based this state, changes nothing and has lost.
     *   <li>Otherwise it is a conflict: the greater version wins, the other one is kept as a {@link Conflict}, once
     *       however often the change comes. Chunks, which derive from other rows, are not kept.
     * </ul>
     *
     * <p>A row whose parent was removed here loses and is kept, unless the parent comes with it; if it was not here,
     * its removal is recorded, so that child rows lose, too. A removal also removes child rows; each of them that is
     * not removed in the same call is kept as a conflict. The parents of a change have to be here or in the same call.
     *
     * @param sender the embedded store's role before the changes were read from it
     * @param changes in any order
     * @return the outcome of each change, in their order
     * @throws ai.pmoves.dox.domain.error.DoxException {@code store.not-primary} if another embedded store is the
     *     primary by this store's role, or the epochs differ: changes read before a cutover may be here already;
     *     {@code store.parent-missing} if a row's parent was never here; {@code store.busy} if another call has added
     *     one of the rows at the same moment. Nothing was written
     * @throws IllegalStateException if the store refuses a row for another reason; nothing was written
     */
    @Writes
    List<Receipt> receive(ReplicationRole sender, List<RowChange> changes);

    /** The ids of the stores, this one too, that wrote the current versions of the rows, as far as known. */
    @Reads
    Set<String> writers();

    /** How many rows of each table {@link #feed} has left as removals, as {@link #feedBacklog} counts them. */
    @Reads
    Map<StoreTable, Long> feedRemovals(String cursor, String exceptStore);

    /** The last history mark of the embedded store with this id; empty if it left none. */
    @Reads
    Optional<Checkpoint> checkpoint(String storeId);

    /**
     * Records a device's report with a history mark of its store, replacing its earlier report.
     *
     * @param device its {@code seenAt} is ignored: this store's clock counts
     */
    @Writes
    void noteDevice(DeviceReport device, Checkpoint mark);

    /** The devices that have reported, the latest first. */
    @Reads
    List<DeviceReport> devices();

    /** Forgets a device and its mark; returns whether it was known. */
    @Writes
    boolean forgetDevice(String storeId);

    /** The recorded conflicts, the newest first. */
    @Reads
    List<Conflict> conflicts(int maxConflicts);

    /** How many conflicts are recorded. */
    @Reads
    long conflictCount();

    /** Forgets resolved conflicts, all of them if none is named; returns how many. */
    @Writes
    int forgetConflicts(Collection<String> ids);

    /**
     * A part of the feed.
     *
     * @param cursor after these changes
     * @param isEnd whether the feed has no further changes now
     */
    record FeedPage(List<RowChange> changes, String cursor, boolean isEnd) {}

    /**
     * The outcome of a change.
     *
     * @param outcome whether the shared store has it now
     * @param winner where it lost: the winning state of the row, without a base; null where it was taken
     */
    record Receipt(RowKey key, Outcome outcome, @Nullable RowChange winner) {}

    /** Whether the shared store has a change that was sent to it. */
    enum Outcome {
        /** It was written, or was there already. */
        TAKEN,
        /** It lost a conflict with another change. */
        LOST
    }
}
