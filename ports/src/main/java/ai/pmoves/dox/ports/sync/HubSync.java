package ai.pmoves.dox.ports.sync;

import ai.pmoves.dox.domain.rows.StoreTable;
import ai.pmoves.dox.domain.sync.Backlog;
import ai.pmoves.dox.domain.sync.Checkpoint;
import ai.pmoves.dox.domain.sync.Conflict;
import ai.pmoves.dox.domain.sync.DeviceReport;
import ai.pmoves.dox.domain.sync.ReplicationRole;
import ai.pmoves.dox.domain.sync.RowChange;
import ai.pmoves.dox.domain.sync.RowKey;
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
     * Returns the end of the feed: all rows as they are now and the feed from here on miss nothing. Changes that ended
     * just before may come in both.
     */
    String endOfFeed();

    /**
     * Returns the changes after a place in the feed, in the order of the feed, each row once, with its latest version
     * and the row of that version; those whose latest version is of {@code exceptStore} are left out. A change of a row
     * comes after the place of its earlier changes. Transactions that commit in another order than they began are not
     * missed; for that, changes show up only when every transaction that began before theirs has ended.
     *
     * @param cursor from {@link #endOfFeed} or an earlier page
     * @param exceptStore the id of the embedded store that asks
     * @param maxRows at least 1; fewer may come before the end
     * @return empty if the feed no longer goes back that far, since later removals were forgotten: only a snapshot helps
     * @throws ai.pmoves.dox.domain.error.DoxException {@code request.cursor-invalid} for a cursor that no feed gave
     */
    Optional<FeedPage> feed(String cursor, String exceptStore, int maxRows);

    /** Which of these rows {@link #feedBacklog} counts. */
    Set<RowKey> waiting(String cursor, String exceptStore, Collection<RowKey> keys);

    /**
     * How much {@link #feed} has to give, and since when.
     *
     * @throws ai.pmoves.dox.domain.error.DoxException {@code request.cursor-invalid} for a cursor that no feed gave
     */
    Backlog feedBacklog(String cursor, String exceptStore);

    /**
     * Writes changes of an embedded store, in one transaction; their rows have the versions of the changes then, and the
     * feed has them. What becomes of a change depends on the state that its row has here:
     *
     * <ul>
     *   <li>A change that was made of this state is taken. So is one of a row that is not here and never was.
     *   <li>A change that is here already changes nothing and is taken. So does one whose row the same store has changed
     *       further, and a removal of a row that was removed here, too.
     *   <li>A change that was here, and of which another store made this state, changes nothing and has lost.
     *   <li>Otherwise two stores have changed the row without knowing each other: the greater version counts, the other
     *       one is kept as a {@link Conflict}, once however often the change comes. Chunks, which are made of other rows,
     *       are not kept.
     * </ul>
     *
     * <p>A row whose parent was removed here loses and is kept, unless the parent comes with it; if it was not here, its
     * removal is noted, so that rows below it lose, too. A removal takes the rows below it along; each of them that is
     * not removed in the same call is kept as a conflict. What comes has to have its parents here or in the same call.
     *
     * @param sender how the embedded store stood before the changes were read from it
     * @param changes in any order
     * @return what became of each change, in their order
     * @throws ai.pmoves.dox.domain.error.DoxException {@code store.not-primary} if this store's standing is that
     *     another embedded store is the primary, or of another epoch than the sender's: what was read before the stores
     *     changed places may be here already; {@code store.parent-missing} if a row's parent was never here;
     *     {@code store.busy} if another call has added one of the rows at the same moment. Nothing was written
     * @throws IllegalStateException if the store refuses a row for another reason; nothing was written
     */
    List<Receipt> receive(ReplicationRole sender, List<RowChange> changes);

    /** The ids of the stores, this one too, that made the states which rows have now, as far as they are known. */
    Set<String> writers();

    /** How many rows of each table {@link #feed} has to give as removals, as {@link #feedBacklog} counts them. */
    Map<StoreTable, Long> feedRemovals(String cursor, String exceptStore);

    /** The last mark that the embedded store with this id left here; empty if it left none. */
    Optional<Checkpoint> checkpoint(String storeId);

    /**
     * Notes how a device reports itself, with a mark of its store, in the place of what it reported before.
     *
     * @param device its {@code seenAt} does not count: this store's clock does
     */
    void noteDevice(DeviceReport device, Checkpoint mark);

    /** The devices that have reported themselves, the latest first. */
    List<DeviceReport> devices();

    /** Forgets a device and its mark; returns whether it was known. */
    boolean forgetDevice(String storeId);

    /** The conflicts that were kept, the newest first. */
    List<Conflict> conflicts(int maxConflicts);

    /** How many conflicts are kept. */
    long conflictCount();

    /** Forgets conflicts that a person has dealt with, all of them if none is named; returns how many. */
    int forgetConflicts(Collection<String> ids);

    /**
     * A part of the feed.
     *
     * @param cursor after these changes
     * @param isEnd whether there is nothing more just now
     */
    record FeedPage(List<RowChange> changes, String cursor, boolean isEnd) {}

    /**
     * What became of a change.
     *
     * @param outcome whether the shared store has it now
     * @param winner where it lost: the row's state that counts, of no base; null where it was taken
     */
    record Receipt(RowKey key, Outcome outcome, @Nullable RowChange winner) {}

    /** Whether the shared store has a change that was sent to it. */
    enum Outcome {
        /** It was written, or was there already. */
        TAKEN,
        /** It met another change, which counts. */
        LOST
    }
}
