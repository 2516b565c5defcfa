package ai.pmoves.dox.ports.sync;

import ai.pmoves.dox.domain.sync.Backlog;
import ai.pmoves.dox.domain.sync.Conflict;
import ai.pmoves.dox.domain.sync.RowChange;
import ai.pmoves.dox.domain.sync.RowKey;
import ai.pmoves.dox.domain.sync.Standing;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The shared store's part in a pair: a feed of all changes, and the changes that embedded stores send. */
public interface HubSync extends StoreSync {

    /** The end of the feed: whoever reads all rows now and the feed from here on has missed nothing. */
    String endOfFeed();

    /**
     * The changes after a place in the feed, in the order of the feed, each row once, without those that a store has
     * sent itself. Transactions that commit in another order than they began are not missed; for that, changes show up
     * only when every transaction that began before theirs has ended.
     *
     * @param cursor from {@link #endOfFeed} or an earlier page
     * @param exceptStore the id of the embedded store that asks
     * @return empty if the feed no longer goes back that far: only a snapshot helps
     */
    Optional<FeedPage> feed(String cursor, String exceptStore, int maxRows);

    /** Which of these rows {@link #feedBacklog} counts. */
    Set<RowKey> waiting(String cursor, String exceptStore, Collection<RowKey> keys);

    /** How much {@link #feed} has to give, and since when. */
    Backlog feedBacklog(String cursor, String exceptStore);

    /**
     * Writes changes of an embedded store, in one transaction. A change that is here already does nothing. One whose
     * row has changed here, too, meets it: the greater version counts, the other one is kept as a {@link Conflict}. A
     * row whose parent was removed here loses. What comes has to have its parents here or in the same call.
     *
     * @param sender how the embedded store stood before the changes were read from it
     * @return what became of each change, in their order
     * @throws ai.pmoves.dox.domain.error.DoxException {@code store.not-primary} if this store's standing is that
     *     another embedded store is the primary, or of another epoch than the sender's: what was read before the stores
     *     changed places may be here already; {@code store.parent-missing} if a row's parent was never here
     * @throws IllegalStateException if the store refuses a row for another reason
     */
    List<Receipt> receive(Standing sender, List<RowChange> changes);

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
     * @param winner where it lost: the row's state that counts
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
