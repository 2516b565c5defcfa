package ai.pmoves.dox.library;

import static java.util.Objects.requireNonNull;

import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.ports.store.Store;
import ai.pmoves.dox.replication.mirror.MirroredStore;
import ai.pmoves.dox.replication.mirror.PairOptions;
import ai.pmoves.dox.replication.mirror.PairReader;
import ai.pmoves.dox.replication.pair.Edge;
import ai.pmoves.dox.replication.pair.Hub;
import ai.pmoves.dox.replication.pair.Journal;
import ai.pmoves.dox.replication.pair.Side;
import ai.pmoves.dox.sqlite.SqliteConfig;
import ai.pmoves.dox.sqlite.SqliteStore;
import ai.pmoves.dox.supabase.SupabaseConfig;
import ai.pmoves.dox.supabase.SupabaseStore;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.function.Supplier;

/** Opens a SQLite file and a shared store in Postgres as one store. */
public final class PairedStores {
    /** How many connections replication and the monitoring of both stores take at most; the rest is for callers. */
    private static final int OWN_CONNECTIONS = 4;

    private PairedStores() {}

    /**
     * Opens the pair that the two stores are, or makes one of them if the options say so. The caller closes it, and starts
     * replication with {@link MirroredStore#keep}.
     *
     * @param file the embedded store, made if it is missing
     * @param poolSize how many connections the shared store has
     * @param shared opens the shared store, now or when it can be reached
     * @param journal records the operations of this process on the pair
     * @throws DoxException as {@link MirroredStore#open}; nothing stays open
     */
    public static MirroredStore open(
            SqliteConfig file, int poolSize, Supplier<SupabaseStore> shared, PairOptions options, Journal journal) {
        requireNonNull(shared, "shared");
        var edge = SqliteStore.open(file);
        try {
            return MirroredStore.open(
                    new Edge(edge, edge.sync()),
                    () -> hub(shared.get()),
                    options.withHubWriters(hubWriters(poolSize)),
                    journal);
        } catch (RuntimeException e) {
            edge.close();
            throw e;
        }
    }

    /** Reads find a connection while writes are held: of few connections writers have half, of many all but four. */
    private static int hubWriters(int poolSize) {
        return Math.max(1, Math.max(poolSize / 2, poolSize - OWN_CONNECTIONS));
    }

    /**
     * Opens that store of the pair which answers reads. Nothing is made, migrated or changed. The caller closes it.
     *
     * @throws DoxException {@code store.missing} if there is no file and the file is to be the primary; if the store that
     *     answers cannot be opened; nothing stays open
     */
    public static Store openReadOnly(Path file, SupabaseConfig shared, PairOptions options) {
        Edge edge;
        try {
            var store = SqliteStore.openReadOnly(file);
            edge = new Edge(store, store.sync());
        } catch (DoxException e) {
            if (e.code() != ErrorCode.STORE_MISSING || !options.hubFirst()) {
                throw e;
            }
            return openShared(shared); // of which this device has no copy yet
        }
        var hub = new ArrayList<Hub>(1);
        Supplier<Hub> opener = () -> {
            if (hub.isEmpty()) {
                hub.add(hub(openShared(shared)));
            }
            return hub.getFirst();
        };
        try {
            if (PairReader.choose(edge, opener, options) == Side.EDGE) {
                hub.forEach(one -> one.store().close());
                return edge.store();
            }
            var store = opener.get().store();
            edge.store().close();
            return store;
        } catch (RuntimeException e) {
            edge.store().close();
            throw e;
        }
    }

    /**
     * Opens a shared store without migrating it; the caller closes it. It is tried twice: the first answer to a new process
     * may come late on a small machine.
     *
     * @throws DoxException as {@link SupabaseStore#open}
     */
    public static SupabaseStore openShared(SupabaseConfig config) {
        try {
            return SupabaseStore.open(config);
        } catch (DoxException e) {
            if (e.code() != ErrorCode.STORE_UNAVAILABLE) {
                throw e;
            }
            return SupabaseStore.open(config);
        }
    }

    private static Hub hub(SupabaseStore store) {
        return new Hub(store, store.sync());
    }
}
