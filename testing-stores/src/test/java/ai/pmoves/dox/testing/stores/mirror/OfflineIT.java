package ai.pmoves.dox.testing.stores.mirror;

import static ai.pmoves.dox.testing.stores.mirror.TwoStores.artifact;
import static ai.pmoves.dox.testing.stores.mirror.TwoStores.artifacts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.pmoves.dox.application.sync.Edge;
import ai.pmoves.dox.application.sync.MirroredStore;
import ai.pmoves.dox.application.sync.OfflineMode;
import ai.pmoves.dox.application.sync.PairOptions;
import ai.pmoves.dox.domain.Id;
import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.domain.rows.StoreTable;
import ai.pmoves.dox.domain.search.ModelId;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A device whose shared store goes away and comes back. */
class OfflineIT {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @TempDir
    Path folder;

    private TwoStores stores;

    @BeforeEach
    void make() {
        stores = new TwoStores(folder);
    }

    @AfterEach
    void close() {
        stores.close();
    }

    /** With one artifact, which has come to the copy. */
    private MirroredStore open(OfflineMode mode) throws InterruptedException {
        var pair = stores.open(new PairOptions(true, mode, 0));
        pair.keep(Duration.ofDays(30), Clock.systemUTC());
        pair.artifacts().add(artifact("a1"));
        awaitCopy(stores.edge());
        return pair;
    }

    private void awaitCopy(Edge edge) throws InterruptedException {
        var hubId = stores.hub().sync().standing().storeId();
        await(() ->
                edge.sync().place(hubId).isPresent() && artifacts(edge.store()).size() == 1);
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("it took too long").isLessThan(end);
            Thread.sleep(10);
        }
    }

    private static void assertFails(ThrowingCallable call, ErrorCode code) {
        assertThatThrownBy(call).isInstanceOfSatisfying(DoxException.class, e -> assertThat(e.code())
                .isEqualTo(code));
    }

    @Test
    void withoutAModeCallsFail() throws InterruptedException {
        try (var pair = open(OfflineMode.OFF)) {
            stores.line().cut();
            assertFails(() -> artifacts(pair), ErrorCode.STORE_UNAVAILABLE);
            assertFails(() -> pair.artifacts().add(artifact("a2")), ErrorCode.STORE_UNAVAILABLE);
            assertThat(pair.status().isOffline()).isFalse();
            stores.line().restore();
            await(() -> pair.health().isAvailable());
            pair.artifacts().add(artifact("a2"));
            assertThat(artifacts(pair)).containsExactly("a1", "a2");
        }
    }

    @Test
    void aCopyIsReadAndNotWrittenTo() throws InterruptedException {
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
            await(() -> !pair.status().isOffline());
            pair.artifacts().add(artifact("a2"));
            assertThat(artifacts(pair)).containsExactly("a1", "a2");
            assertThat(pair.name()).isEqualTo("supabase");
        }
    }

    @Test
    void writesAreQueuedAndSent() throws InterruptedException {
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
            await(() -> !pair.status().isOffline());
            assertThat(artifacts(pair)).containsExactly("a2", "a3");
        }
        assertThat(artifacts(stores.hub().store())).containsExactly("a2", "a3");
        assertThat(stores.edge().sync().unsentBacklog().isEmpty()).isTrue();
    }

    @Test
    void aUnitThatFindsTheStoreAwayIsDoneOnceInTheQueue() throws InterruptedException {
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
    void aUnitInWhichTheStoreGoesAwayFailsAndLeavesNothing() throws InterruptedException {
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
            await(() -> !pair.status().isOffline());
            assertThat(artifacts(pair)).containsExactly("a1");
        }
    }

    @Test
    void aStoreThatComesAndGoesIsAway() throws InterruptedException {
        try (var pair = open(OfflineMode.QUEUE)) {
            stores.line().cut();
            await(() -> pair.status().isOffline());
            for (int i = 0; i < 8; i++) {
                stores.line().restore();
                await(() -> pair.hub().orElseThrow().store().health().isAvailable());
                stores.line().cut();
                await(() -> !pair.hub().orElseThrow().store().health().isAvailable());
                pair.artifacts().add(artifact("b" + i));
                assertThat(pair.status().isOffline()).isTrue();
            }
            stores.line().restore();
            await(() -> !pair.status().isOffline());
            assertThat(artifacts(pair)).hasSize(9);
        }
    }

    @Test
    void whatWasWrittenOfflineIsSeenAtAnyMomentOfComingBack() throws Exception {
        try (var pair = open(OfflineMode.QUEUE);
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            stores.line().cut();
            await(() -> pair.status().isOffline());
            var isOver = new AtomicBoolean();
            var writers = List.of(
                    threads.submit(() -> writeAndRead(pair, "w1-", isOver)),
                    threads.submit(() -> writeAndRead(pair, "w2-", isOver)));
            Thread.sleep(500);
            stores.line().restore();
            await(() -> !pair.status().isOffline());
            Thread.sleep(500);
            isOver.set(true);
            int count = 1;
            for (var writer : writers) {
                count += writer.get(1, TimeUnit.MINUTES);
            }
            assertThat(stores.hub().store().rows().count(StoreTable.ARTIFACTS)).isEqualTo(count);
        }
    }

    private static int writeAndRead(MirroredStore pair, String prefix, AtomicBoolean isOver) {
        int count = 0;
        while (!isOver.get()) {
            pair.artifacts().add(artifact(prefix + count));
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
    void aDeviceBeginsWithItsCopy() throws InterruptedException {
        open(OfflineMode.QUEUE).close();
        stores.line().cut();
        try (var pair = stores.open(new PairOptions(true, OfflineMode.QUEUE, 0))) {
            pair.keep(Duration.ofDays(30), Clock.systemUTC());
            assertThat(artifacts(pair)).containsExactly("a1");
            pair.artifacts().add(artifact("a2"));
            stores.line().restore();
            await(() -> !pair.status().isOffline());
            assertThat(pair.name()).isEqualTo("supabase");
            assertThat(artifacts(pair)).containsExactly("a1", "a2");
        }
        assertThat(artifacts(stores.hub().store())).containsExactly("a1", "a2");
    }

    @Test
    void whatAnEarlierProcessWroteOfflineIsSeenByTheNextOneBeforeItIsSent() throws InterruptedException {
        try (var pair = open(OfflineMode.QUEUE)) {
            stores.line().cut();
            pair.artifacts().add(artifact("a2"));
        }
        stores.line().restore();
        try (var pair = stores.open(new PairOptions(true, OfflineMode.QUEUE, 0))) {
            assertThat(artifacts(pair)).containsExactly("a1", "a2");
            assertThat(artifacts(stores.hub().store())).containsExactly("a1");

            pair.keep(Duration.ofDays(30), Clock.systemUTC());
            await(() -> !pair.status().isOffline());
            assertThat(artifacts(pair)).containsExactly("a1", "a2");
            assertThat(artifacts(stores.hub().store())).containsExactly("a1", "a2");
        }
    }

    @Test
    void twoDevicesThatWriteOfflineHaveTheSameAfterwards() throws InterruptedException {
        try (var one = open(OfflineMode.QUEUE);
                var other = stores.open(folder.resolve("other.sqlite3"), new PairOptions(true, OfflineMode.QUEUE, 0))) {
            other.keep(Duration.ofDays(30), Clock.systemUTC());
            awaitCopy(other.edge());
            stores.line().cut();
            one.artifacts().add(artifact("of-one"));
            other.artifacts().add(artifact("of-other"));
            stores.line().restore();
            await(() -> !one.status().isOffline() && !other.status().isOffline());
            var all = List.of("a1", "of-one", "of-other");
            assertThat(artifacts(one)).containsExactlyInAnyOrderElementsOf(all);
            await(() -> artifacts(one.edge().store()).containsAll(all));
            await(() -> artifacts(other.edge().store()).containsAll(all));
        }
    }
}
