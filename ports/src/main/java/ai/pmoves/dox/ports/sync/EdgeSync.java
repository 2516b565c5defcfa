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
 * store. At most one process at a time sends and takes, by {@link #turn}.
 *
 * <p>Implementations pass {@code EdgeSyncContract}.
 */
public interface EdgeSync extends StoreSync {

    /**
     * Makes the caller the one that sends and takes, until it closes the turn or its process ends; empty if somebody
     * else is, in this process or another one. Nothing enforces it: without a turn things are only done twice.
     */
    Optional<Turn> turn();

    /** Whether somebody has the {@link #turn}, in this process or another one. Makes no file. */
    boolean isTurnTaken();

    /** The process that has the {@link #turn}, or had it last. Makes no file. */
    Optional<TurnHolder> turnHolder();

    /**
     * A process that sends and takes.
     *
     * @param pid its number on this machine
     * @param since when it began
     */
    record TurnHolder(long pid, Instant since) {}

    /** Whoever has it sends and takes. A second {@link #close} does nothing. */
    interface Turn extends AutoCloseable {
        @Override
        void close();
    }

    /**
     * The rows that changed here and that the shared store is not known to have, each once, the longest waiting first,
     * without dead letters; versions and rows are of one moment. A row that was added comes after its parent, a removal
     * before the one of its parent.
     */
    List<RowChange> unsent(int maxRows);

    /** Which of these rows wait in the outbox, or are set aside, in either direction. */
    Set<RowKey> waiting(Collection<RowKey> keys);

    /** How much {@link #unsent} has to give, and since when. */
    Backlog unsentBacklog();

    /**
     * Notes that the shared store has these versions, on which later changes are based. A row that changed again since
     * stays in the outbox, on the base that it has.
     */
    void acknowledge(Collection<RowChange> sent);

    /**
     * Puts rows back into the outbox, or in for the first time, as if they had changed: the shared store will get them
     * again, in a greater version. A row that is not here goes as a removal. A secondary does so, too.
     */
    void resend(Collection<RowKey> keys);

    /**
     * Brings rows to what they are in the shared store, in one transaction with the place in its feed. They have the
     * versions of the changes then, do not wait to be sent, and are no dead letters any more. A removal takes the rows
     * below it along. A row that waits in the outbox is left as it is: what becomes of it is decided where it is
     * received. So is one that is here in a later version: the change comes late.
     *
     * @param changes in any order
     * @param place in the feed after these changes; null to leave what is noted
     * @throws ai.pmoves.dox.domain.error.DoxException {@code store.parent-missing} if a row's parent is not here;
     *     {@code store.busy} if a removal would take rows along that wait in the outbox, or if the removal of a row's
     *     parent waits there: send those first. Nothing was written
     * @throws IllegalStateException if the store refuses a row for another reason; nothing was written
     */
    void take(List<RowChange> changes, @Nullable FeedPlace place);

    /**
     * Like {@link #take}, for changes of this store that lost against others: replaces the rows also where they wait
     * in the outbox, unless they have changed again since.
     *
     * @param lost the versions that were sent, by their rows
     * @throws ai.pmoves.dox.domain.error.DoxException as {@link #take}
     */
    void yield(List<RowChange> winners, Map<RowKey, Version> lost);

    /**
     * Writes rows of a snapshot of the shared store, with the versions that they have there. A row that waits in the
     * outbox is left as it is.
     */
    void takeSnapshot(StoreTable table, List<Row> rows, Map<RowKey, Version> versions);

    /**
     * Removes the rows of a table that a snapshot has not brought, but for those that wait in the outbox; returns how
     * many.
     *
     * @throws ai.pmoves.dox.domain.error.DoxException {@code store.busy} as {@link #take}
     */
    long removeAllBut(StoreTable table, Set<String> keys);

    /** The place in the feed of the shared store with this id, empty if nothing was taken from it yet. */
    Optional<FeedPlace> place(String hubId);

    /** Notes a place in the feed of a shared store, instead of the one that was noted. */
    void moveTo(FeedPlace place);

    /**
     * Runs a unit of work whose writes are taken, and noticed, though the shared store is the primary; returns its
     * result. An exception rolls them back and comes out as it was thrown.
     */
    <T> T writingOffline(Supplier<T> work);

    /** Sets a change aside that the other store refuses, or notes one more attempt and its reason. */
    void setAside(Direction direction, RowKey key, String reason);

    /**
     * The changes that were set aside, the oldest first. One that waited to be sent goes when its row changes again, one
     * that comes from the shared store when it is taken.
     */
    List<DeadLetter> deadLetters(int maxLetters);

    /** How many changes are set aside. */
    long deadLetterCount();

    /**
     * Has these changes tried again, all of them if none is named; returns how many. What waits to be sent is in
     * {@link #unsent} again, and no dead letter any more; what comes from the shared store is in {@link #toPullAgain}.
     * One that is refused again has been set aside since the first time, and its attempts are counted on.
     */
    int retry(Collection<RowKey> keys);

    /** The rows that are to be taken from the shared store again, whatever the feed says; taking them ends that. */
    List<RowKey> toPullAgain(int maxRows);

    /**
     * Gives these changes up, all of them if none is named: the other store keeps what it has, until the row changes
     * again. Returns how many.
     */
    int drop(Collection<RowKey> keys);

    /** How many rows of each table wait to be sent as removals, set aside or not, without those that were confirmed. */
    Map<StoreTable, Long> unsentRemovals();

    /** How many removals of the shared store are held in each table. */
    Map<StoreTable, Long> heldRemovals();

    /** The keys of a table that are not among these, without those of rows that wait in the outbox. */
    List<String> keysWithout(StoreTable table, Set<String> keys);

    /**
     * Sets removals aside that nobody refused: they are too many to be made unasked. They are dead letters, and {@link
     * #retry} confirms them: they are not held again. Those whose rows wait in the outbox with another change are left
     * out.
     *
     * @return how many are held
     */
    int hold(Direction direction, Collection<RowKey> keys, String reason);

    /** The marks that this store remembers of the shared store with this id. */
    Checkpoints checkpoints(String hubId);

    /** Notes the mark that is about to be left in a shared store. */
    void beginCheckpoint(String hubId, Checkpoint next);

    /** Notes that a mark was left in a shared store. */
    void confirmCheckpoint(String hubId, Checkpoint left);

    /** Forgets the marks of all shared stores, as for a new pair. */
    void forgetCheckpoints();

    /**
     * Forgets what this store had agreed on with the shared store, its place in the feed and its marks: the shared store
     * went back in time, and is followed as it is now. Rows that wait in the outbox still do.
     */
    void startOver();

    /**
     * Gives this store another id, and the rows in its outbox versions of that: it went back in time, and what it wrote
     * under its old id since then is known to the shared store. Forgets its marks.
     *
     * @param primaryId the primary from now on; null if that is this store
     * @param epoch of its standing from now on
     * @return its standing from now on
     */
    ReplicationRole becomeNewDevice(@Nullable String primaryId, long epoch);

    /**
     * The marks of one shared store.
     *
     * @param left the last one that is known to be there; null if there is none
     * @param begun one that may be there as well; null if there is none
     */
    record Checkpoints(@Nullable Checkpoint left, @Nullable Checkpoint begun) {
        public static final Checkpoints NONE = new Checkpoints(null, null);
    }
}
