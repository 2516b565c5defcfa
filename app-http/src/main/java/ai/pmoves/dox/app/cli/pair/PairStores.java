package ai.pmoves.dox.app.cli.pair;

import ai.pmoves.dox.app.DoxConfig;
import ai.pmoves.dox.app.Stores;
import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.replication.pair.Edge;
import ai.pmoves.dox.replication.pair.Hub;
import org.jspecify.annotations.Nullable;

/**
 * Both stores of a pair, for a command that looks after them; the shared one is opened when it is asked for. The embedded
 * one has to be there: a command that is given in the wrong folder makes none.
 */
final class PairStores implements AutoCloseable {
    private final DoxConfig.Storage storage;
    private final Edge edge;
    private final boolean isReadOnly;
    private @Nullable Hub hub;

    private PairStores(DoxConfig.Storage storage, Edge edge, boolean isReadOnly) {
        this.storage = storage;
        this.edge = edge;
        this.isReadOnly = isReadOnly;
    }

    /**
     * For a command that changes something.
     *
     * @throws DoxException {@code sync.not-configured} if there are no two stores, {@code store.missing} if there is no file
     */
    static PairStores open(DoxConfig.Storage storage) {
        requireTwo(storage);
        return new PairStores(storage, Stores.openExistingEdge(storage), false);
    }

    /** For a command that only reads: nothing is made, migrated or changed. */
    static PairStores openReadOnly(DoxConfig.Storage storage) {
        requireTwo(storage);
        return new PairStores(storage, Stores.openEdgeReadOnly(storage), true);
    }

    private static void requireTwo(DoxConfig.Storage storage) {
        if (storage.pair().isEmpty()) {
            throw new DoxException(
                    ErrorCode.SYNC_NOT_CONFIGURED,
                    "Only one store is configured: set SUPABASE_DUAL_WRITE=true for two, or OFFLINE_MODE with"
                            + " DB_BACKEND=supabase.");
        }
    }

    Edge edge() {
        return edge;
    }

    /** @throws DoxException {@code store.unavailable} and the like if it cannot be reached */
    Hub hub() {
        if (hub == null) {
            hub = isReadOnly ? Stores.openHubReadOnly(storage) : Stores.openHub(storage);
        }
        return hub;
    }

    @Override
    public void close() {
        if (hub != null) {
            hub.store().close();
        }
        edge.store().close();
    }
}
