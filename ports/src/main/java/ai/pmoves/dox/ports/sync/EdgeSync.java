package ai.pmoves.dox.ports.sync;

import ai.pmoves.dox.domain.rows.Row;
import ai.pmoves.dox.domain.rows.StoreTable;
import ai.pmoves.dox.domain.sync.Backlog;
import ai.pmoves.dox.domain.sync.Checkpoint;
import ai.pmoves.dox.domain.sync.DeadLetter;
import ai.pmoves.dox.domain.sync.DeadLetter.Direction;
import ai.pmoves.dox.domain.sync.FeedPlace;
import ai.pmoves.dox.domain.sync.ReplicationRole;
import ai.pmoves.dox.domain.sync.RowChange;
import ai.pmoves.dox.domain.sync.RowKey;
import ai.pmoves.dox.domain.sync.Version;
import ai.pmoves.dox.ports.Reads;
import ai.pmoves.dox.ports.Writes;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The embedded store's part in a pair: an outbox of the rows that changed here, and the rows that come from the shared
 * store. At most one process at a time replicates, by {@link #turn}.
 *
 * <p>Implementations pass {@code EdgeSyncContract}.
 */
public interface EdgeSync extends StoreSync {

    /**
     * Makes the caller the one that replicates, until it closes the turn or its process ends; empty if the turn is
     * taken, in this process or another one. Advisory: without a turn changes are only transferred twice.
     */
    @Writes
    Optional<Turn> turn();

    /** Whether the {@link #turn} is taken, in this process or another one. Creates no file. */
    @Reads
    boolean isTurnTaken();

    /** The process that has the {@link #turn}, or had it last. Creates no file. */
    @Reads
    Optional<TurnHolder> turnHolder();

    /**
     * The process that replicates.
     *
     * @param pid its process id on this machine
     * @param since when it began
     */
    record TurnHolder(long pid, Instant since) {}

    /** The right to replicate. A second {@link #close} does nothing. */
    interface Turn extends AutoCloseable {
        @Override
        void close();
    }

    /**
     * The rows that changed here and that the shared store is not known to have, each once, the longest waiting first,
     * without dead letters; versions and rows are of one moment. A row that was added comes after its parent, a removal
     * before the one of its parent.
     */
    @Reads
    List<RowChange> unsent(int maxRows);

    /** Which of these rows wait in the outbox, or are set aside, in either direction. */
    @Reads
    Set<RowKey> waiting(Collection<RowKey> keys);

    /** How many rows {@link #unsent} has left, and since when the first one waits. */
    @Reads
    Backlog unsentBacklog();

    /**
     * Records that the shared store has these versions, on which later changes are based. A row that changed again
     * since stays in the outbox, on the base that it has.
     */
    @Writes
    void acknowledge(Collection<RowChange> sent);

    /**
     * Puts rows back into the outbox, or in for the first time, as if they had changed: the shared store will get them
     * again, in a greater version. A row that is not here goes as a removal. A secondary does so, too.
     */
    @Writes
    void resend(Collection<RowKey> keys);

    /**
     * Applies changes of the shared store, in one transaction with the place in its feed. The rows get the versions of
     * the changes, leave the outbox, and are no dead letters any more. A removal also removes child rows. A row that
     * waits in the outbox is left as it is: the shared store decides the conflict when it receives it. So is one that
     * is here in a later version: the change is late.
     *
     * @param changes in any order
     * @param place in the feed after these changes; null to keep the recorded one
     * @throws ai.pmoves.dox.domain.error.DoxException {@code store.parent-missing} if a row's parent is not here;
     *     {@code store.busy} if a removal would remove child rows that wait in the outbox, or if the removal of a row's
     *     parent waits there: push those first. Nothing was written
     * @throws IllegalStateException if the store refuses a row for another reason; nothing was written
     */
    @Writes
    void take(List<RowChange> changes, @Nullable FeedPlace place);

    /**
     * Like {@link #take}, for changes of this store that lost a conflict: replaces the rows also where they wait in the
     * outbox, unless they have changed again since.
     *
     * @param lost the versions that were sent, by their rows
     * @throws ai.pmoves.dox.domain.error.DoxException as {@link #take}
     */
    @Writes
    void yield(List<RowChange> winners, Map<RowKey, Version> lost);

    /**
     * Writes rows of a snapshot of the shared store, with their versions there. A row that waits in the outbox is left
     * as it is.
     */
    @Writes
    void takeSnapshot(StoreTable table, List<Row> rows, Map<RowKey, Version> versions);

    /**
     * Removes the rows of a table that a snapshot lacks, except those that wait in the outbox; returns how many.
     *
     * @throws ai.pmoves.dox.domain.error.DoxException {@code store.busy} as {@link #take}
     */
    @Writes
    long removeAllBut(StoreTable table, Set<String> keys);

    /** The place in the feed of the shared store with this id, empty if nothing was taken from it yet. */
    @Reads
    Optional<FeedPlace> place(String hubId);

    /** Records a place in the feed of a shared store, replacing the recorded one. */
    @Writes
    void moveTo(FeedPlace place);

    /**
     * Runs a unit of work whose writes are accepted and recorded though the shared store is the primary; returns its
     * result. An exception rolls them back and is rethrown unchanged.
     */
    @Writes
    <T> T writingOffline(Supplier<T> work);

    /** Records a change that the other store rejected as a dead letter, or one more attempt and its reason. */
    @Writes
    void setAside(Direction direction, RowKey key, String reason);

    /**
     * The dead letters, the oldest first. One to be pushed ends when its row changes again, one that was pulled when it
     * is applied.
     */
    @Reads
    List<DeadLetter> deadLetters(int maxLetters);

    /** How many dead letters there are. */
    @Reads
    long deadLetterCount();

    /**
     * Retries these dead letters, all of them if none is named; returns how many. A change to be pushed is in
     * {@link #unsent} again, and no dead letter any more; a pulled one is in {@link #toPullAgain}. One that is rejected
     * again keeps its first time, and its attempts add up.
     */
    @Writes
    int retry(Collection<RowKey> keys);

    /** The rows to pull from the shared store again, independently of the feed, until they are applied. */
    @Reads
    List<RowKey> toPullAgain(int maxRows);

    /**
     * Drops these dead letters, all of them if none is named: the other store keeps its row until the row changes
     * again. Returns how many.
     */
    @Writes
    int drop(Collection<RowKey> keys);

    /** How many rows of each table wait to be sent as removals, dead letters included, without confirmed ones. */
    @Reads
    Map<StoreTable, Long> unsentRemovals();

    /** How many removals of the shared store are held in each table. */
    @Reads
    Map<StoreTable, Long> heldRemovals();

    /** The keys of a table that are not among these, without those of rows that wait in the outbox. */
    @Reads
    List<String> keysWithout(StoreTable table, Set<String> keys);

    /**
     * Holds removals as dead letters, though no store rejected them: they are too many to be made unconfirmed.
     * {@link #retry} confirms them: they are not held again. Those whose rows wait in the outbox with another change
     * are left out.
     *
     * @return how many are held
     */
    @Writes
    int hold(Direction direction, Collection<RowKey> keys, String reason);

    /** The history marks that this store has of the shared store with this id. */
    @Reads
    Checkpoints checkpoints(String hubId);

    /** Records the mark that is about to be written to a shared store. */
    @Writes
    void beginCheckpoint(String hubId, Checkpoint next);

    /** Records that a mark was written to a shared store. */
    @Writes
    void confirmCheckpoint(String hubId, Checkpoint left);

    /** Forgets the marks of all shared stores, as for a new pair. */
    @Writes
    void forgetCheckpoints();

    /**
     * Forgets the versions shared with the shared store, the place in its feed and its marks: an older copy of it was
     * restored, and is replicated as it is now. The outbox stays.
     */
    @Writes
    void startOver();

    /**
     * Gives this store another id, and the rows in its outbox versions of that: an older copy of it was restored, and
     * the shared store has later changes under its old id. Forgets its marks.
     *
     * @param primaryId the primary from now on; null if that is this store
     * @param epoch of its role from now on
     * @return its role from now on
     */
    @Writes
    ReplicationRole becomeNewDevice(@Nullable String primaryId, long epoch);

    /**
     * The history marks of one shared store.
     *
     * @param left the last one that is known to be there; null if there is none
     * @param begun one that may be there as well; null if there is none
     */
    record Checkpoints(@Nullable Checkpoint left, @Nullable Checkpoint begun) {
        public static final Checkpoints NONE = new Checkpoints(null, null);
    }
}
