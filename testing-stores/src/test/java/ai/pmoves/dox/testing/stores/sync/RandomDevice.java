package ai.pmoves.dox.testing.stores.sync;

import static org.assertj.core.api.Assertions.assertThat;

import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.domain.sync.RowChange;
import ai.pmoves.dox.replication.changes.PullChanges;
import ai.pmoves.dox.replication.changes.PushChanges;
import ai.pmoves.dox.replication.pair.Edge;
import ai.pmoves.dox.replication.pair.Hub;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.LongSupplier;

/**
 * A device that follows a shared store, and does one thing at a time, as chance has it: it writes to the shared store
 * while it is online and to its own while it is not, and is online only when all of that has been sent. Belongs to one
 * thread.
 */
final class RandomDevice {
    private static final int FEW = 5;
    private static final int MANY = 100;

    private final Edge edge;
    private final Hub hub;
    private final Random random;
    private final PushChanges push;
    private final PullChanges pull;
    private final List<List<RowChange>> copies = new ArrayList<>();
    private boolean isOnline = true;

    RandomDevice(Edge edge, Hub hub, Random random) {
        this.edge = edge;
        this.hub = hub;
        this.random = random;
        this.push = new PushChanges(edge);
        this.pull = new PullChanges(edge);
    }

    Edge edge() {
        return edge;
    }

    void step(RandomWrites writes, MadeVersions made) {
        int dice = random.nextInt(100);
        if (dice < 60) {
            write(writes, made);
        } else if (dice < 70) {
            send();
        } else if (dice < 80) {
            take();
        } else if (dice < 85) {
            receive(edge.sync().unsent(1 + random.nextInt(FEW))); // and does not learn of it
        } else if (dice < 88) {
            copies.add(edge.sync().unsent(1 + random.nextInt(FEW)));
        } else if (dice < 91 && !copies.isEmpty()) {
            receive(copies.remove(random.nextInt(copies.size()))); // late, and once more
        } else if (isOnline) {
            isOnline = false;
        } else {
            comeOnline();
        }
    }

    private void write(RandomWrites writes, MadeVersions made) {
        if (isOnline) {
            made.note(hub.store(), hub.sync(), () -> hub.store().unitOfWork().run(() -> writes.write(hub.store())));
        } else {
            made.note(edge.store(), edge.sync(), () -> edge.sync().writingOffline(() -> {
                writes.write(edge.store());
                return true;
            }));
        }
    }

    private void comeOnline() {
        for (int tries = 0; !edge.sync().unsent(1).isEmpty(); tries++) {
            assertThat(tries).as("how often all was sent in vain").isLessThan(MANY);
            send();
        }
        isOnline = true;
    }

    private void receive(List<RowChange> changes) {
        try {
            hub.sync().receive(edge.sync().role(), changes);
        } catch (DoxException e) { // they wait for others that the shared store has to have first
            assertThat(e.code()).isEqualTo(ErrorCode.PARENT_MISSING);
        }
    }

    private void send() {
        withRetry(() -> push.some(hub));
    }

    private void take() {
        withRetry(() -> pull.some(hub));
    }

    private static void withRetry(LongSupplier work) {
        try {
            work.getAsLong();
        } catch (DoxException e) { // something has to be sent first, or more at once
            assertThat(e.code()).isEqualTo(ErrorCode.STORE_BUSY);
        }
    }

    /** Comes online, and brings over what waits just now. */
    void settle() {
        comeOnline();
        take();
    }

    boolean isUpToDate() {
        var role = edge.sync().role();
        var place = edge.sync().place(hub.sync().role().storeId()).orElseThrow();
        return edge.sync().unsentBacklog().isEmpty()
                && hub.sync().feedBacklog(place.cursor(), role.storeId()).isEmpty();
    }
}
