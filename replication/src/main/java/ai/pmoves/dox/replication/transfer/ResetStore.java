package ai.pmoves.dox.replication.transfer;

import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.domain.error.Remedy;
import ai.pmoves.dox.domain.rows.StoreTable;
import ai.pmoves.dox.ports.rows.RowReader;
import ai.pmoves.dox.ports.store.Store;
import ai.pmoves.dox.ports.sync.StoreSync;
import ai.pmoves.dox.replication.parity.RemovedRows;
import ai.pmoves.dox.replication.parity.RowCounts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Empties tables of a store that is in no pair. Rows of other tables are never removed. Not thread-safe. */
public final class ResetStore {
    private static final Duration HOLD = Duration.ofSeconds(30);
    private static final int KEYS_OF_A_DELETE = 5_000;

    private final Store store;
    private final StoreSync sync;
    private final Set<StoreTable> tables;

    /** @param sync the replication port of this store, and of no other */
    public ResetStore(Store store, StoreSync sync, Set<StoreTable> tables) {
        this.store = store;
        this.sync = sync;
        this.tables = EnumSet.copyOf(tables);
    }

    /**
     * Returns how many rows of which tables it would remove, without tables that are empty.
     *
     * @throws DoxException {@code sync.in-pair} if the store is in a pair, {@code config.invalid} if rows of other tables
     *     belong to those of these tables
     */
    public Map<StoreTable, Long> plan() {
        requireAlone();
        var others = children(store.rows());
        if (!others.isEmpty()) {
            throw new DoxException(
                    ErrorCode.CONFIG_INVALID, """
                    Rows of other tables than those to be emptied would be removed, since they belong to rows of those: \
                    %s. Nothing was changed.""".formatted(RowCounts.text(others)), Remedy.NAME_ALL_TABLES);
        }
        return counts(store.rows(), tables);
    }

    private void requireAlone() {
        var role = sync.role();
        if (role.isPaired()) {
            throw new DoxException(
                    ErrorCode.STORE_IN_PAIR,
                    """
                    %s (%s) is in a pair, as its %s (epoch %d): what is removed here would be removed from the other store, \
                    too. Nothing was changed.""".formatted(
                                    store.name(),
                                    store.rows().description(),
                                    role.isPrimary() ? "primary" : "secondary; the primary is " + role.primaryId(),
                                    role.epoch()),
                    Remedy.UNPAIR_FIRST);
        }
    }

    /** The tables that are not to be emptied, but whose rows would be removed with their parents. */
    private Map<StoreTable, Long> children(RowReader rows) {
        var gone = EnumSet.copyOf(tables);
        for (var table : StoreTable.values()) {
            if (table.parents().values().stream().anyMatch(gone::contains)) {
                gone.add(table);
            }
        }
        gone.removeAll(tables);
        return counts(rows, gone);
    }

    /** How many rows these tables have, without tables that are empty. */
    public static Map<StoreTable, Long> counts(RowReader rows, Set<StoreTable> tables) {
        var counts = new EnumMap<StoreTable, Long>(StoreTable.class);
        for (var table : tables) {
            long count = rows.count(table);
            if (count > 0) {
                counts.put(table, count);
            }
        }
        return counts;
    }

    /**
     * Removes the rows under the write lock, after each is kept.
     *
     * @return how many rows of which tables were removed
     * @throws DoxException as {@link #plan}, or {@code store.busy} if other writes take too long; nothing was removed
     */
    public Map<StoreTable, Long> run(RemovedRows kept) {
        return sync.holdingWrites(HOLD, () -> {
            plan();
            var removed = new EnumMap<StoreTable, Long>(StoreTable.class);
            var keys = new EnumMap<StoreTable, List<String>>(StoreTable.class);
            for (var table : tables) {
                var ofTable = new ArrayList<String>();
                store.rows().scan(table, row -> {
                    kept.keep(row);
                    ofTable.add(row.id());
                });
                keys.put(table, ofTable);
                if (!ofTable.isEmpty()) {
                    removed.put(table, (long) ofTable.size());
                }
            }
            kept.flush();
            remove(keys);
            return removed;
        });
    }

    private void remove(Map<StoreTable, List<String>> keys) {
        if (tables.size() == StoreTable.values().length) {
            store.clear();
            return;
        }
        for (var table : List.copyOf(tables).reversed()) {
            var ofTable = keys.getOrDefault(table, List.of());
            for (int from = 0; from < ofTable.size(); from += KEYS_OF_A_DELETE) {
                store.rows().delete(table, ofTable.subList(from, Math.min(ofTable.size(), from + KEYS_OF_A_DELETE)));
            }
        }
    }
}
