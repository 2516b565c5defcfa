package ai.pmoves.dox.replication.support;

import ai.pmoves.dox.ports.rows.StoreRows;
import ai.pmoves.dox.ports.search.ChunkIndex;
import ai.pmoves.dox.ports.store.Store;
import ai.pmoves.dox.ports.store.UnitOfWork;
import ai.pmoves.dox.ports.sync.HubSync;
import ai.pmoves.dox.replication.pair.Hub;
import ai.pmoves.dox.testing.embedded.EmbeddedStore;
import ai.pmoves.dox.testing.embedded.Line;
import ai.pmoves.dox.testing.embedded.StoreView;

/**
 * A shared store without a server: rows in an embedded store, and the part in a pair in memory. It does what the ports
 * say, one transaction at a time. Programs reach it by {@link #connect}. Safe for use by many threads.
 */
public final class MemoryHub implements AutoCloseable {
    private final EmbeddedStore embedded = EmbeddedStore.lend();
    private final MemoryTransactions transactions =
            new MemoryTransactions(embedded.store(), embedded.store().sync());
    private final OneModel model = new OneModel();
    private final MemoryHubSync sync = new MemoryHubSync(
            transactions, embedded.store().rows(), embedded.store().sync(), model);
    private final Hub direct;

    public MemoryHub() {
        var chunks = new OneModelIndex(embedded.store().chunks(), model);
        var rows = new OneModelRows(embedded.store().rows(), model);
        direct = connect(new Line(), new SharedStore(embedded.store(), transactions, chunks, rows), sync);
    }

    private static final class SharedStore extends StoreView {
        private final UnitOfWork transactions;
        private final ChunkIndex chunks;
        private final StoreRows rows;

        SharedStore(Store store, UnitOfWork transactions, ChunkIndex chunks, StoreRows rows) {
            super(store);
            this.transactions = transactions;
            this.chunks = chunks;
            this.rows = rows;
        }

        @Override
        public UnitOfWork unitOfWork() {
            return transactions;
        }

        @Override
        public ChunkIndex chunks() {
            return chunks;
        }

        @Override
        public StoreRows rows() {
            return rows;
        }

        @Override
        public String name() {
            return "memory";
        }

        @Override
        public boolean isShared() {
            return true;
        }
    }

    private static Hub connect(Line line, Store store, HubSync sync) {
        var connection = line.connect(store);
        return new Hub(connection.store(), connection.to(HubSync.class, sync));
    }

    /** The hub, which can always be reached. */
    public Hub direct() {
        return direct;
    }

    /** The hub at the end of a line; closing its store ends only that connection. */
    Hub connect(Line line) {
        return connect(line, direct.store(), direct.sync());
    }

    /** From now on the feed shows no change that is made, as if an old transaction did not end. */
    public void holdFeed() {
        sync.holdFeed();
    }

    public void releaseFeed() {
        sync.releaseFeed();
    }

    /** Gives the hub another id, see {@link EmbeddedStore#identify}. */
    public void identify(String id) {
        embedded.identify(id);
    }

    /** Has the hub refuse rows, see {@link EmbeddedStore#refuse}. */
    public void refuse(String table, String condition) {
        embedded.refuse(table, condition);
    }

    public void refuseNothing() {
        embedded.refuseNothing();
    }

    @Override
    public void close() {
        embedded.close();
    }
}
