package ai.pmoves.dox.testing.stores.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.pmoves.dox.domain.Id;
import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.domain.sync.ReplicationRole;
import ai.pmoves.dox.domain.sync.RowChange;
import ai.pmoves.dox.ports.sync.HubSync.Outcome;
import ai.pmoves.dox.ports.sync.HubSync.Receipt;
import ai.pmoves.dox.replication.pair.Edge;
import ai.pmoves.dox.replication.pair.Hub;
import ai.pmoves.dox.testing.postgres.Eventually;
import ai.pmoves.dox.testing.postgres.SeparateServer;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two receptions of changes of one row, of which the second begins before the first has ended. */
@SeparateServer
class ReceivedAtOnceIT {
    @AutoClose
    private final Devices devices;

    @AutoClose
    private final ExecutorService others = Executors.newFixedThreadPool(2);

    private final Hub hub;

    ReceivedAtOnceIT(@TempDir Path folder) {
        devices = new Devices(folder);
        hub = devices.hub();
    }

    private record Post(ReplicationRole sender, List<RowChange> changes) {
        static Post of(Edge edge) {
            return new Post(edge.sync().role(), edge.sync().unsent(10));
        }
    }

    private List<Receipt> receive(Post post) {
        return hub.sync().receive(post.sender(), post.changes());
    }

    /** Receives the first, and meanwhile the second, which waits; returns what becomes of that. */
    private List<Receipt> atOnce(Post first, Post second) throws Exception {
        var isReceived = new CountDownLatch(1);
        var maybeCommitted = new CountDownLatch(1);
        var firstReceipts = others.submit(() -> hub.store().unitOfWork().call(() -> {
            var receipts = receive(first);
            isReceived.countDown();
            return waitFor(maybeCommitted, receipts);
        }));
        isReceived.await();
        Future<List<Receipt>> secondReceipts = others.submit((Callable<List<Receipt>>) () -> receive(second));
        Eventually.await("the second waits").until(devices::isOneWaiting);
        maybeCommitted.countDown();
        firstReceipts.get();
        try {
            return secondReceipts.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    private static <T> T waitFor(CountDownLatch latch, T result) {
        try {
            latch.await();
            return result;
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted", e);
        }
    }

    private void assertBusy(Post first, Post second) {
        assertThatThrownBy(() -> atOnce(first, second))
                .isInstanceOfSatisfying(
                        DoxException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.STORE_BUSY));
    }

    @Test
    void whatIsOlderDoesNotReplaceARowThatWasNewToBoth() {
        var edge = devices.leading();
        edge.store().artifacts().add(Rows.artifact("a", "one"));
        var older = Post.of(edge);
        Rows.rename(edge.store(), "a", "two");
        var newer = Post.of(edge);
        assertBusy(newer, older);
        assertThat(Rows.name(hub.store(), "a")).isEqualTo("two");
        assertThat(receive(older)).allMatch(receipt -> receipt.outcome() == Outcome.TAKEN);
        assertThat(Rows.name(hub.store(), "a")).isEqualTo("two");
        devices.assertSame(edge);
    }

    @Test
    void aRemovalThatIsOlderDoesNotRemoveTheRowThatWasMadeAgain() throws Exception {
        var edge = devices.leading();
        edge.store().artifacts().add(Rows.artifact("a", "one"));
        receive(Post.of(edge));
        edge.store().artifacts().remove(Id.of("a"));
        var removal = Post.of(edge);
        receive(removal);
        edge.store().artifacts().add(Rows.artifact("a", "two"));
        assertThat(atOnce(Post.of(edge), removal)).allMatch(receipt -> receipt.outcome() == Outcome.TAKEN);
        devices.assertSame(edge);
    }

    @Test
    void aRowThatTwoDevicesMakeAtOnceIsAConflict() {
        var one = devices.following();
        var other = devices.following();
        for (var edge : List.of(one, other)) {
            edge.sync().writingOffline(() -> {
                edge.store().artifacts().add(Rows.artifact("a", edge == one ? "one" : "other"));
                return true;
            });
        }
        assertBusy(Post.of(one), Post.of(other));
        receive(Post.of(other));
        assertThat(hub.sync().conflictCount()).isEqualTo(1);
    }
}
