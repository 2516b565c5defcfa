package ai.pmoves.dox.ports.sync;

import ai.pmoves.dox.domain.sync.ReplicationRole;
import ai.pmoves.dox.domain.sync.RowKey;
import ai.pmoves.dox.domain.sync.SyncEvent;
import ai.pmoves.dox.domain.sync.Version;
import ai.pmoves.dox.ports.Reads;
import ai.pmoves.dox.ports.Writes;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * A store's part in a pair. A primary records each change of each row, from any client, within the transaction of the
 * change: the row gets a greater {@link Version} of this store. Rows removed with their parent are changed, too. A
 * secondary refuses writes with {@code store.not-primary}, except those through {@link EdgeSync#take},
 * {@link HubSync#receive} and {@link ai.pmoves.dox.ports.rows.RowWriter}. A store in no pair takes writes and records
 * no changes.
 *
 * <p>Thread-safe; usable until its store is closed. Each call joins the caller's unit of work of that store, or is a
 * transaction of its own. Every call fails with {@code store.unavailable} while the store is away. Implementations pass
 * {@code StoreSyncContract}.
 */
public interface StoreSync {

    /** The store's replication role. Within a unit of work: as it will be if that is committed. */
    @Reads
    ReplicationRole role();

    /**
     * Takes a new role if its epoch is greater than the store's, or if the store is in no pair yet; waits for
     * transactions that write. The other stores' ids do not change: {@code next} has to have this store's.
     *
     * @return whether it was taken; false if the store's epoch is as great or greater already
     * @throws IllegalArgumentException if {@code next} has another store's id
     */
    @Writes
    boolean advance(ReplicationRole next);

    /**
     * Leaves the pair, if the store is in one: from then on it takes writes and records no changes. Its rows, id,
     * epoch, history and conflicts stay; versions, dead letters, the outbox and places in feeds are forgotten. Cursors
     * of this store's own feed become invalid. Waits for transactions that write.
     *
     * @return whether it was in a pair
     */
    @Writes
    boolean leavePair();

    /**
     * Makes sure, at the beginning of a unit of work, that the store takes writes, and that it does so until that unit
     * ends: {@link #advance} waits for that. Waits while writes are held. A store in no pair takes writes.
     *
     * @throws ai.pmoves.dox.domain.error.DoxException {@code store.not-primary} if another store is the primary
     */
    @Reads
    void requirePrimary();

    /**
     * Runs the work, in a unit of work of this store, while no other transaction can write: waits for those that write
     * now, and holds new ones until it has ended. If this process dies, they continue.
     *
     * @param timeout how long to wait for the others, at least a millisecond; a store that waits longer for every
     *     write may wait as long here
     * @throws ai.pmoves.dox.domain.error.DoxException {@code store.busy} if they have not ended by then
     */
    @Writes
    <T> T holdingWrites(Duration timeout, Supplier<T> work);

    /** The versions of these rows, also of rows that were removed; {@link Version#NONE} is left out. */
    @Reads
    Map<RowKey, Version> versions(Collection<RowKey> keys);

    /**
     * Forgets removals older than this, also in the feed: a store whose place in the feed is older has to take a
     * snapshot. Removals that wait in an outbox stay. Returns how many were forgotten; their rows have no version any
     * more.
     */
    @Writes
    int forgetRemovals(Duration olderThan);

    /** Records an event; its time keeps microseconds. */
    @Writes
    void record(SyncEvent event);

    /** The latest recorded events, the newest first. */
    @Reads
    List<SyncEvent> history(int maxEvents);
}
