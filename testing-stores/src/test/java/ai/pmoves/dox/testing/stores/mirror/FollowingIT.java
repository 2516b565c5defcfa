package ai.pmoves.dox.testing.stores.mirror;

import static ai.pmoves.dox.testing.stores.mirror.TwoStores.artifact;
import static ai.pmoves.dox.testing.stores.mirror.TwoStores.artifacts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.pmoves.dox.domain.Id;
import ai.pmoves.dox.domain.Json;
import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.domain.rows.StoreTable;
import ai.pmoves.dox.domain.search.Chunk;
import ai.pmoves.dox.domain.search.SourceType;
import ai.pmoves.dox.replication.mirror.MirroredStore;
import ai.pmoves.dox.replication.mirror.PairOptions;
import ai.pmoves.dox.replication.pair.Primary;
import ai.pmoves.dox.testing.postgres.Eventually;
import ai.pmoves.dox.testing.postgres.SeparateServer;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Calls of a pair go to whichever store is the primary, also when that changes. */
@SeparateServer
class FollowingIT {
    @TempDir
    Path folder;

    private TwoStores stores;
    private MirroredStore pair;

    @BeforeEach
    void open() {
        stores = new TwoStores(folder);
        pair = stores.open(PairOptions.plain(false));
    }

    @AfterEach
    void close() {
        pair.close();
        stores.close();
    }

    @Test
    void aWriteGoesToTheNewPrimaryThoughNobodySaidSo() {
        pair.artifacts().add(artifact("a1"));
        stores.switchTo(stores.hub().sync());
        pair.artifacts().add(artifact("a2"));
        assertThat(artifacts(stores.edge().store())).containsExactly("a1");
        assertThat(artifacts(stores.hub().store())).containsExactly("a2");
        assertThat(pair.name()).isEqualTo("supabase");

        stores.switchTo(stores.edge().sync());
        pair.artifacts().add(artifact("a3"));
        assertThat(artifacts(stores.edge().store())).containsExactly("a1", "a3");
        assertThat(artifacts(stores.hub().store())).containsExactly("a2");
        assertThat(artifacts(pair)).containsExactly("a1", "a3");
        assertThat(pair.name()).isEqualTo("sqlite");
    }

    @Test
    void aUnitOfWorkIsBegunByTheNewPrimaryAndDoneOnce() {
        stores.switchTo(stores.hub().sync());
        var times = new AtomicInteger();
        int found = pair.unitOfWork().call(() -> {
            times.incrementAndGet();
            pair.artifacts().add(artifact("a1"));
            pair.unitOfWork().run(() -> pair.artifacts().add(artifact("a2")));
            return artifacts(pair).size();
        });
        assertThat(times).hasValue(1);
        assertThat(found).isEqualTo(2);
        assertThat(artifacts(stores.hub().store())).containsExactly("a1", "a2");
        assertThat(artifacts(stores.edge().store())).isEmpty();
    }

    @Test
    void aUnitOfWorkThatFailsIsNotTriedElsewhere() {
        var times = new AtomicInteger();
        assertThatThrownBy(() -> pair.unitOfWork().run(() -> {
                    times.incrementAndGet();
                    throw new DoxException(ErrorCode.STORE_NOT_PRIMARY, "thrown by the work itself");
                }))
                .hasMessage("thrown by the work itself");
        assertThat(times).hasValue(1);
        assertThatThrownBy(() -> pair.unitOfWork().run(() -> {
                    pair.artifacts().add(artifact("a1"));
                    throw new IllegalStateException("bug");
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("bug");
        assertThat(artifacts(pair)).isEmpty();
    }

    @Test
    void aSwitchWaitsForAUnitThatHasBegun() throws Exception {
        var isIn = new CountDownLatch(1);
        var mayEnd = new CountDownLatch(1);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var unit = threads.submit(() -> pair.unitOfWork().run(() -> {
                pair.artifacts().add(artifact("a1"));
                isIn.countDown();
                await(mayEnd);
                pair.artifacts().add(artifact("a2"));
            }));
            isIn.await();
            var switching = threads.submit(() -> stores.switchTo(stores.hub().sync()));
            mayEnd.countDown();
            unit.get(1, TimeUnit.MINUTES);
            switching.get(1, TimeUnit.MINUTES);
        }
        assertThat(artifacts(stores.edge().store())).containsExactly("a1", "a2");
        pair.artifacts().add(artifact("a3"));
        assertThat(artifacts(stores.hub().store())).containsExactly("a3");
    }

    /** More writers than the shared store has connections. */
    @Test
    void writersThatAreHeldAreNotRefusedAndReadersGoOn() throws Exception {
        stores.switchTo(stores.hub().sync());
        pair.refresh();
        var isHeld = new CountDownLatch(1);
        var mayEnd = new CountDownLatch(1);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var holding = threads.submit(() -> stores.hub().sync().holdingWrites(Duration.ofSeconds(30), () -> {
                isHeld.countDown();
                await(mayEnd);
                return true;
            }));
            isHeld.await();
            var writers = IntStream.range(0, 40)
                    .mapToObj(i -> threads.submit(() -> pair.artifacts().add(artifact("a" + i))))
                    .toList();
            Eventually.await("readers go on for longer than a connection is waited for")
                    .during(Duration.ofSeconds(2))
                    .until(() -> artifacts(pair).isEmpty());
            assertThat(writers).noneMatch(Future::isDone);
            mayEnd.countDown();
            holding.get(1, TimeUnit.MINUTES);
            for (var writer : writers) {
                writer.get(1, TimeUnit.MINUTES);
            }
        }
        assertThat(artifacts(pair)).hasSize(40);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void readersFollowWhenSomebodyLooks() {
        stores.switchTo(stores.hub().sync());
        assertThat(pair.name()).isEqualTo("sqlite");
        pair.refresh();
        assertThat(pair.name()).isEqualTo("supabase");
        assertThat(pair.status().primary()).isEqualTo(Primary.HUB);
    }

    @Test
    void readersFollowByThemselvesOnceThePairIsKept() {
        pair.keep(Duration.ofDays(30), Clock.systemUTC());
        stores.switchTo(stores.hub().sync());
        Eventually.await("readers follow").until(() -> pair.name().equals("supabase"));
        assertThat(pair.status().primary()).isEqualTo(Primary.HUB);
    }

    @Test
    void whoFindsASwitchHalfDoneFinishesIt() {
        stores.stepDown(stores.hub().sync());
        pair.artifacts().add(artifact("a1"));
        assertThat(artifacts(stores.hub().store())).containsExactly("a1");
        assertThat(stores.hub().sync().role().isPrimary()).isTrue();

        stores.stepDown(stores.edge().sync());
        pair.refresh();
        assertThat(stores.edge().sync().role().isPrimary()).isTrue();
        assertThat(stores.edge().sync().role().epoch()).isEqualTo(3);
    }

    @Test
    void aSwitchThatSomebodyIsAtIsWaitedFor() throws Exception {
        stores.line().cut(); // so that it cannot be finished from here
        stores.stepDown(stores.hub().sync());
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var write = threads.submit(() -> {
                assertThatThrownBy(() -> pair.artifacts().add(artifact("a1")))
                        .isInstanceOfSatisfying(
                                DoxException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.STORE_UNAVAILABLE));
            });
            write.get(1, TimeUnit.MINUTES);
        }
        stores.stepUp(stores.hub().sync());
        stores.line().restore();
        Eventually.await("the shared store is back")
                .until(() -> pair.hub().orElseThrow().store().health().isAvailable());
        pair.artifacts().add(artifact("a1"));
        assertThat(artifacts(stores.hub().store())).containsExactly("a1");
    }

    @Test
    void theIndexFollowsAndARebuildBeginsAnewWhereItIsThePrimary() {
        pair.chunks().put(List.of(chunk("old")));
        var times = new AtomicInteger();
        long count = pair.chunks().rebuild(sink -> {
            if (times.incrementAndGet() == 1) {
                stores.switchTo(stores.hub().sync());
            }
            sink.accept(chunk("new"));
        });
        assertThat(count).isEqualTo(1);
        assertThat(times).hasValue(2);
        assertThat(stores.hub().store().rows().count(StoreTable.SEARCH_CHUNKS)).isEqualTo(1);
        assertThat(stores.edge().store().rows().find(StoreTable.SEARCH_CHUNKS, List.of("old")))
                .hasSize(1);
    }

    @Test
    void aRebuildTakesNoTurnFromOthersThatWrite() {
        pair.close();
        pair = stores.open(PairOptions.plain(false).withHubWriters(1));
        stores.switchTo(stores.hub().sync());
        pair.refresh();
        pair.chunks().rebuild(sink -> {
            sink.accept(chunk("new"));
            CompletableFuture.runAsync(() -> pair.artifacts().add(artifact("a1")))
                    .orTimeout(1, TimeUnit.MINUTES)
                    .join();
        });
        assertThat(artifacts(stores.hub().store())).containsExactly("a1");
    }

    private static Chunk chunk(String id) {
        return new Chunk(Id.of(id), SourceType.LOG, null, null, 0, "text of " + id, Json.emptyObject());
    }

    @Test
    void anotherDevicesStoreAsThePrimaryIsReadInTheSharedStoreAndNotWrittenTo() {
        stores.switchTo(stores.hub().sync());
        pair.artifacts().add(artifact("a1"));
        TwoStores.advance(stores.hub().sync(), "another", 3);
        assertThatThrownBy(() -> pair.artifacts().add(artifact("a2")))
                .isInstanceOfSatisfying(
                        DoxException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.STORE_NOT_PRIMARY));
        assertThatThrownBy(() -> pair.unitOfWork().run(() -> pair.artifacts().add(artifact("a2"))))
                .isInstanceOfSatisfying(
                        DoxException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.STORE_NOT_PRIMARY));
        assertThat(pair.status().primary()).isEqualTo(Primary.ELSEWHERE);
        assertThat(artifacts(pair)).containsExactly("a1");
        assertThat(stores.edge().sync().role().primaryId()).isEqualTo("another");
    }
}
