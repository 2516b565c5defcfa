package ai.pmoves.dox.replication.support;

import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.domain.sync.FeedPlace;
import ai.pmoves.dox.domain.sync.ReplicationRole;
import ai.pmoves.dox.ports.store.Store;
import ai.pmoves.dox.ports.sync.EdgeSync;
import ai.pmoves.dox.ports.sync.StoreSync;
import ai.pmoves.dox.replication.changes.PullChanges;
import ai.pmoves.dox.replication.changes.PushChanges;
import ai.pmoves.dox.replication.pair.Edge;
import ai.pmoves.dox.replication.pair.Hub;
import ai.pmoves.dox.replication.pair.Pair;
import ai.pmoves.dox.testing.embedded.EmbeddedStore;
import ai.pmoves.dox.testing.embedded.Line;
import java.util.List;

/** A device with an embedded store, and lines to that and to a hub. */
public final class Device implements AutoCloseable {
    private static final int MOST_ROUNDS = 100;

    private final EmbeddedStore embedded = EmbeddedStore.lend();
    private final Line toEdge = new Line();
    private final Line toHub = new Line();
    private final MemoryHub memory;
    private final Edge edge;
    private final Hub hub;

    public Device(MemoryHub memory) {
        this.memory = memory;
        this.edge = openEdge();
        this.hub = openHub();
    }

    /** The device's store as one more process opens it. */
    public Edge openEdge() {
        var connection = toEdge.connect(embedded.store());
        return new Edge(
                connection.store(),
                connection.to(EdgeSync.class, embedded.store().sync()));
    }

    /** The hub as one more process of the device opens it. */
    public Hub openHub() {
        return memory.connect(toHub);
    }

    public Edge edge() {
        return edge;
    }

    public Hub hub() {
        return hub;
    }

    public Pair pair() {
        return new Pair(edge, hub);
    }

    /** Both stores, whatever has become of the lines. */
    public Pair direct() {
        return new Pair(new Edge(embedded.store(), embedded.store().sync()), memory.direct());
    }

    /** The device's store, which is always there. */
    public Store store() {
        return embedded.store();
    }

    public EdgeSync sync() {
        return embedded.store().sync();
    }

    public EmbeddedStore embedded() {
        return embedded;
    }

    public Line toEdge() {
        return toEdge;
    }

    public Line toHub() {
        return toHub;
    }

    public List<Line> lines() {
        return List.of(toEdge, toHub);
    }

    public String id() {
        return sync().role().storeId();
    }

    /** Makes the device's store the primary, which has taken all of the hub's feed. */
    public void leads() {
        notePlace();
        stand(id());
    }

    /** Has the device's store follow the hub from now on. */
    public void follows() {
        notePlace();
        var hubId = memory.direct().sync().role().storeId();
        advance(sync(), hubId, 1);
        advance(memory.direct().sync(), hubId, 1);
    }

    private void notePlace() {
        var hubSync = memory.direct().sync();
        sync().moveTo(new FeedPlace(hubSync.role().storeId(), hubSync.endOfFeed()));
    }

    private void stand(String primaryId) {
        long epoch = memory.direct().sync().role().epoch() + 1;
        advance(memory.direct().sync(), primaryId, epoch);
        advance(sync(), primaryId, epoch);
    }

    public static void advance(StoreSync store, String primaryId, long epoch) {
        store.advance(new ReplicationRole(store.role().storeId(), primaryId, epoch));
    }

    /** Writes to the device's store while the hub is the primary. */
    public void offline(Runnable work) {
        sync().writingOffline(() -> {
            work.run();
            return true;
        });
    }

    /** Sends all that waits. */
    public void push() {
        var push = new PushChanges(edge);
        while (push.some(hub) > 0) {
            // there may be more
        }
    }

    /** Takes all that is new. */
    public void pull() {
        var pull = new PullChanges(edge);
        while (pull.some(hub) > 0) {
            // there may be more
        }
    }

    /** Sends and takes until there is nothing more, and tries again what is busy. */
    public void replicate() {
        var push = new PushChanges(edge);
        var pull = new PullChanges(edge);
        long moved = 1;
        for (int round = 0; moved > 0; round++) {
            if (round == MOST_ROUNDS) {
                throw new AssertionError("there is no end of it");
            }
            moved = round(push, pull);
        }
    }

    private long round(PushChanges push, PullChanges pull) {
        try {
            long moved = push.some(hub);
            return moved + (sync().role().isPrimary() ? 0 : pull.some(hub));
        } catch (DoxException e) {
            if (e.code() != ErrorCode.STORE_BUSY) {
                throw e;
            }
            return 1;
        }
    }

    @Override
    public void close() {
        embedded.close();
    }
}
