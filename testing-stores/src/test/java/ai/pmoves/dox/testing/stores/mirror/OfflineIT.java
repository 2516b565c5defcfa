package ai.pmoves.dox.testing.stores.mirror;

import static ai.pmoves.dox.testing.stores.mirror.TwoStores.artifact;
import static ai.pmoves.dox.testing.stores.mirror.TwoStores.artifacts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.pmoves.dox.domain.Id;
import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.domain.rows.StoreTable;
import ai.pmoves.dox.domain.search.ModelId;
import ai.pmoves.dox.replication.mirror.MirroredStore;
import ai.pmoves.dox.replication.mirror.OfflineMode;
import ai.pmoves.dox.replication.mirror.PairOptions;
import ai.pmoves.dox.replication.pair.Edge;
import ai.pmoves.dox.testing.postgres.Eventually;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A device whose shared store goes away and comes back. */
@Tag("alone")
class OfflineIT {
    /** Of writes, so many that they go on for a while. */
    private static final int FEW = 40;

    private final Path folder;

    @AutoClose
    private final TwoStores stores;

    OfflineIT(@TempDir Path folder) {
        this.folder = folder;
        stores = new TwoStores(folder);
    }

    /** With one artifact, which has come to the copy. */
    private MirroredStore open(OfflineMode mode) {
        var pair = stores.open(new PairOptions(true, mode, 0));
        pair.keep(Duration.ofDays(30), Clock.systemUTC());
        pair.artifacts().add(artifact("a1"));
        awaitCopy(stores.edge());
        return pair;
    }

    private void awaitCopy(Edge edge) {
        var hubId = stores.hub().sync().role().storeId();
        Eventually.await("the copy is there")
                .until(() -> edge.sync().place(hubId).isPresent()
                        && artifacts(edge.store()).size() == 1);
    }

    private static void awaitOnline(MirroredStore pair) {
        Eventually.await("the shared store answers calls")
                .until(() -> !pair.status().isOffline());
    }

    private static void awaitOffline(MirroredStore pair) {
        Eventually.await("a copy answers calls").until(() -> pair.status().isOffline());
    }

    private static boolean isHubAvailable(MirroredStore pair) {
        return pair.hub().orElseThrow().store().health().isAvailable();
    }

    private static void assertFails(ThrowingCallable call, ErrorCode code) {
        assertThatThrownBy(call).isInstanceOfSatisfying(DoxException.class, e -> assertThat(e.code())
                .isEqualTo(code));
    }

    @Test
    void withoutAModeCallsFail() {
        try (var pair = open(OfflineMode.OFF)) {
            stores.line().cut();
            assertFails(() -> artifacts(pair), ErrorCode.STORE_UNAVAILABLE);
            assertFails(() -> pair.artifacts().add(artifact("a2")), ErrorCode.STORE_UNAVAILABLE);
            assertThat(pair.status().isOffline()).isFalse();
            stores.line().restore();
            Eventually.await("the shared store is back")
                    .until(() -> pair.health().isAvailable());
            pair.artifacts().add(artifact("a2"));
            assertThat(artifacts(pair)).containsExactly("a1", "a2");
        }
    }

    @Test
    void aCopyIsReadAndNotWrittenTo() {
        try (var pair = open(OfflineMode.READ)) {
            stores.line().cut();
            assertThat(artifacts(pair)).containsExactly("a1"); // also the call that finds out
            assertThat(pair.status().isOffline()).isTrue();
            assertThat(pair.name()).isEqualTo("sqlite");
            assertThat(pair.health().isAvailable()).isTrue();
            pair.ping();
            assertFails(() -> pair.artifacts().add(artifact("a2")), ErrorCode.STORE_OFFLINE);
            assertFails(
                    () -> pair.unitOfWork().run(() -> pair.artifacts().add(artifact("a2"))), ErrorCode.STORE_OFFLINE);
            assertFails(() -> pair.chunks().rebuild(sink -> {}), ErrorCode.STORE_OFFLINE);

            stores.line().restore();
            awaitOnline(pair);
            pair.artifacts().add(artifact("a2"));
            assertThat(artifacts(pair)).containsExactly("a1", "a2");
            assertThat(pair.name()).isEqualTo("supabase");
        }
    }

    @Test
    void writesAreQueuedAndSent() {
        try (var pair = open(OfflineMode.QUEUE)) {
            stores.line().stall();
            pair.artifacts().add(artifact("a2")); // also the call that finds out
            assertThat(pair.status().isOffline()).isTrue();
            pair.unitOfWork().run(() -> {
                pair.artifacts().add(artifact("a3"));
                pair.artifacts().remove(Id.of("a1"));
            });
            assertThat(artifacts(pair)).containsExactly("a2", "a3");
            assertThat(pair.chunks().listPending(new ModelId("m", "r1", 384), 10))
                    .isEmpty();
            assertFails(() -> pair.chunks().rebuild(sink -> {}), ErrorCode.STORE_OFFLINE);
            assertThat(artifacts(stores.hub().store())).containsExactly("a1");

            stores.line().restore();
            awaitOnline(pair);
            assertThat(artifacts(pair)).containsExactly("a2", "a3");
        }
        assertThat(artifacts(stores.hub().store())).containsExactly("a2", "a3");
        assertThat(stores.edge().sync().unsentBacklog().isEmpty()).isTrue();
    }

    @Test
    void aUnitThatFindsTheStoreAwayIsDoneOnceInTheQueue() {
        try (var pair = open(OfflineMode.QUEUE)) {
            stores.line().cut();
            var times = new ArrayList<String>();
            pair.unitOfWork().run(() -> {
                times.add("once");
                pair.artifacts().add(artifact("a2"));
            });
            assertThat(times).hasSize(1);
            assertThat(artifacts(pair)).containsExactly("a1", "a2");
        }
    }

    @Test
    void aUnitInWhichTheStoreGoesAwayFailsAndLeavesNothing() {
        try (var pair = open(OfflineMode.QUEUE)) {
            assertFails(
                    () -> pair.unitOfWork().run(() -> {
                        pair.artifacts().add(artifact("a2"));
                        stores.line().cut();
                        pair.artifacts().add(artifact("a3"));
                    }),
                    ErrorCode.STORE_UNAVAILABLE);
            assertThat(artifacts(pair)).containsExactly("a1");
            stores.line().restore();
            awaitOnline(pair);
            assertThat(artifacts(pair)).containsExactly("a1");
        }
    }

    @Test
    void aStoreThatComesAndGoesIsAway() {
        try (var pair = open(OfflineMode.QUEUE)) {
            stores.line().cut();
            awaitOffline(pair);
            for (int i = 0; i < 8; i++) {
                stores.line().restore();
                Eventually.await("the shared store is back").until(() -> isHubAvailable(pair));
                stores.line().cut();
                Eventually.await("the cut is noticed").until(() -> !isHubAvailable(pair));
                pair.artifacts().add(artifact("b" + i));
                assertThat(pair.status().isOffline()).isTrue();
            }
            stores.line().restore();
            awaitOnline(pair);
            assertThat(artifacts(pair)).hasSize(9);
        }
    }

    @Test
    void whatWasWrittenOfflineIsSeenAtAnyMomentOfComingBack() throws Exception {
        try (var pair = open(OfflineMode.QUEUE);
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            stores.line().cut();
            awaitOffline(pair);
            var isOver = new AtomicBoolean();
            var written = new AtomicInteger();
            var writers = List.of(
                    threads.submit(() -> writeAndRead(pair, "w1-", written, isOver)),
                    threads.submit(() -> writeAndRead(pair, "w2-", written, isOver)));
            awaitMore(written);
            stores.line().restore();
            awaitOnline(pair);
            awaitMore(written);
            isOver.set(true);
            int count = 1;
            for (var writer : writers) {
                count += writer.get(1, TimeUnit.MINUTES);
            }
            assertThat(stores.hub().store().rows().count(StoreTable.ARTIFACTS)).isEqualTo(count);
        }
    }

    private static void awaitMore(AtomicInteger written) {
        int before = written.get();
        Eventually.await("more is written").until(() -> written.get() > before + FEW);
    }

    private static int writeAndRead(MirroredStore pair, String prefix, AtomicInteger written, AtomicBoolean isOver) {
        int count = 0;
        while (!isOver.get()) {
            pair.artifacts().add(artifact(prefix + count));
            written.incrementAndGet();
            for (int i = count; i >= Math.max(0, count - 20); i--) {
                assertThat(pair.artifacts().find(Id.of(prefix + i))).isPresent();
            }
            count++;
        }
        return count;
    }

    @Test
    void aDeviceThatHasNoWholeCopyYetDoesNotShowPartOfOne() {
        var options = new PairOptions(true, OfflineMode.QUEUE, 0);
        try (var pair = stores.open(options)) { // nothing is brought over
            pair.artifacts().add(artifact("a1"));
            stores.line().cut();
            assertFails(() -> artifacts(pair), ErrorCode.STORE_UNAVAILABLE);
            assertFails(() -> pair.artifacts().add(artifact("a2")), ErrorCode.STORE_UNAVAILABLE);
            pair.refresh();
            assertThat(pair.status().isOffline()).isFalse();
        }
        assertFails(() -> stores.open(options), ErrorCode.STORE_UNAVAILABLE);
    }

    @Test
    void aDeviceBeginsWithItsCopy() {
        open(OfflineMode.QUEUE).close();
        stores.line().cut();
        try (var pair = stores.open(new PairOptions(true, OfflineMode.QUEUE, 0))) {
            pair.keep(Duration.ofDays(30), Clock.systemUTC());
            assertThat(artifacts(pair)).containsExactly("a1");
            pair.artifacts().add(artifact("a2"));
            stores.line().restore();
            awaitOnline(pair);
            assertThat(pair.name()).isEqualTo("supabase");
            assertThat(artifacts(pair)).containsExactly("a1", "a2");
        }
        assertThat(artifacts(stores.hub().store())).containsExactly("a1", "a2");
    }

    @Test
    void whatAnEarlierProcessWroteOfflineIsSeenByTheNextOneBeforeItIsSent() {
        try (var pair = open(OfflineMode.QUEUE)) {
            stores.line().cut();
            pair.artifacts().add(artifact("a2"));
        }
        stores.line().restore();
        try (var pair = stores.open(new PairOptions(true, OfflineMode.QUEUE, 0))) {
            assertThat(artifacts(pair)).containsExactly("a1", "a2");
            assertThat(artifacts(stores.hub().store())).containsExactly("a1");

            pair.keep(Duration.ofDays(30), Clock.systemUTC());
            awaitOnline(pair);
            assertThat(artifacts(pair)).containsExactly("a1", "a2");
            assertThat(artifacts(stores.hub().store())).containsExactly("a1", "a2");
        }
    }

    @Test
    void twoDevicesThatWriteOfflineHaveTheSameAfterwards() {
        try (var one = open(OfflineMode.QUEUE);
                var other = stores.open(folder.resolve("other.sqlite3"), new PairOptions(true, OfflineMode.QUEUE, 0))) {
            other.keep(Duration.ofDays(30), Clock.systemUTC());
            awaitCopy(other.edge());
            stores.line().cut();
            one.artifacts().add(artifact("of-one"));
            other.artifacts().add(artifact("of-other"));
            stores.line().restore();
            awaitOnline(one);
            awaitOnline(other);
            var all = List.of("a1", "of-one", "of-other");
            assertThat(artifacts(one)).containsExactlyInAnyOrderElementsOf(all);
            for (var edge : List.of(one.edge(), other.edge())) {
                Eventually.await("all has come to the copy")
                        .until(() -> artifacts(edge.store()).containsAll(all));
            }
        }
    }
}
