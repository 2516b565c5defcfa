package ai.pmoves.dox.sqlite.internal.sync;

import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.domain.sync.RowChange;
import ai.pmoves.dox.domain.sync.RowKey;
import ai.pmoves.dox.jooq.rows.JooqRows;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jooq.DSLContext;

/** Writes pulled changes into the tables of an embedded store. Called within a transaction that marks them as replicated. */
final class IncomingRows {
    private final JooqRows rows;

    IncomingRows(JooqRows rows) {
        this.rows = rows;
    }

    /** Writes the changes, except those of rows whose own change waits in the outbox: the hub decides about these. */
    void applyUnlessWaiting(DSLContext dsl, List<RowChange> changes) {
        var waiting = waiting(dsl, keys(changes));
        apply(
                dsl,
                changes.stream()
                        .filter(change -> !waiting.contains(change.key()))
                        .toList());
    }

    /** @throws DoxException {@code store.busy} if a parent's removal waits in the outbox */
    void apply(DSLContext dsl, List<RowChange> changes) {
        requireNoParentRemoved(dsl, changes);
        rows.apply(changes, table -> {});
        dsl.connection(connection -> SyncEntries.save(connection, changes));
        DeadLetters.taken(dsl, keys(changes));
    }

    /** The hub decides whether a removed parent comes back, when it receives the removal. */
    private static void requireNoParentRemoved(DSLContext dsl, List<RowChange> changes) {
        var parents =
                changes.stream().flatMap(change -> change.parents().stream()).collect(Collectors.toSet());
        var removed = dsl.connectionResult(connection -> SyncEntries.removalsOf(connection, parents));
        if (!removed.isEmpty()) {
            throw new DoxException(
                    ErrorCode.STORE_BUSY,
                    "%s was removed here, and that has to be sent before rows below it are taken."
                            .formatted(removed.iterator().next()));
        }
    }

    /** Which of these rows have a change in the outbox. */
    static Set<RowKey> waiting(DSLContext dsl, Collection<RowKey> keys) {
        return dsl.connectionResult(connection -> SyncEntries.waitingOf(connection, keys));
    }

    static Set<RowKey> keys(Collection<RowChange> changes) {
        return changes.stream().map(RowChange::key).collect(Collectors.toSet());
    }
}
