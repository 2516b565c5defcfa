package ai.pmoves.dox.contract.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.pmoves.dox.domain.Id;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.ports.store.LogFilter;
import ai.pmoves.dox.ports.store.PageRequest;
import ai.pmoves.dox.ports.store.Store;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** What every {@link ai.pmoves.dox.ports.store.UnitOfWork} and {@link Store} does. */
public interface UnitOfWorkContract {
    Store store();

    @Test
    default void whatFailsLeavesNothingInAnyRepository() {
        assertThatThrownBy(() -> store().unitOfWork().run(() -> {
                    store().artifacts().add(Rows.artifact("a1"));
                    store().documents().add(Rows.document("d1", "a1"));
                    store().logs().addAll(List.of(Rows.log("l1", "d1", null, null, "m")));
                    throw new IllegalArgumentException("on purpose");
                }))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("on purpose");
        assertThat(store().artifacts().find(Id.of("a1"))).isEmpty();
        assertThat(store().logs().list(LogFilter.ALL, PageRequest.first(1)).items())
                .isEmpty();
    }

    @Test
    default void aUnitOfWorkReadsItsOwnWrites() {
        var found = store().unitOfWork().call(() -> {
            store().artifacts().add(Rows.artifact("a1"));
            return store().artifacts().find(Id.of("a1"));
        });
        assertThat(found).isPresent();
    }

    @Test
    default void othersSeeNothingBeforeTheCommit() throws Exception {
        try (var other = Executors.newSingleThreadExecutor()) {
            store().unitOfWork().run(() -> {
                store().artifacts().add(Rows.artifact("a1"));
                var seen = other.submit(() -> store().artifacts().find(Id.of("a1")));
                try {
                    assertThat(seen.get()).isEmpty();
                } catch (Exception e) {
                    throw new AssertionError(e);
                }
            });
        }
        assertThat(store().artifacts().find(Id.of("a1"))).isPresent();
    }

    @Test
    default void anInnerUnitJoinsTheOuter() {
        assertThatThrownBy(() -> store().unitOfWork().run(() -> {
                    store().unitOfWork().run(() -> store().artifacts().add(Rows.artifact("a1")));
                    throw new IllegalStateException("outer fails");
                }))
                .hasMessage("outer fails");
        assertThat(store().artifacts().find(Id.of("a1"))).isEmpty();
    }

    @Test
    default void writersOfManyThreadsAllGetThrough() throws Exception {
        var start = new CountDownLatch(1);
        try (var threads = Executors.newFixedThreadPool(8)) {
            for (int t = 0; t < 8; t++) {
                int thread = t;
                threads.submit(() -> {
                    start.await();
                    for (int i = 0; i < 25; i++) {
                        store().artifacts().add(Rows.artifact("t" + thread + "-" + i));
                    }
                    return thread;
                });
            }
            start.countDown();
        }
        assertThat(store().artifacts().list(PageRequest.first(1000)).items()).hasSize(200);
    }

    @Test
    default void clearingEmptiesEveryTable() {
        store().artifacts().upsertWithDocument(Rows.artifact("a1"), Rows.document("d1", "a1"));
        store().logs().addAll(List.of(Rows.log("l1", "d1", null, null, "m")));
        store().evidence().addAll(List.of(Rows.evidence("e1", "a1", "csv")));
        store().clear();
        assertThat(store().artifacts().list(PageRequest.first(1)).items()).isEmpty();
        assertThat(store().evidence().find(Id.of("e1"))).isEmpty();
        assertThat(store().logs().list(LogFilter.ALL, PageRequest.first(1)).items())
                .isEmpty();
        store().artifacts().add(Rows.artifact("a1"));
    }

    @Test
    default void aFailureThatTheWorkCatchesEndsTheUnitAllTheSame() {
        store().artifacts().add(Rows.artifact("a1"));
        Errors.assertFails(
                () -> store().unitOfWork().run(() -> {
                    store().artifacts().add(Rows.artifact("a2"));
                    Errors.assertFails(() -> store().artifacts().add(Rows.artifact("a1")), ErrorCode.ROW_EXISTS);
                    Errors.assertFails(() -> store().artifacts().find(Id.of("a1")), ErrorCode.ROW_EXISTS);
                    Errors.assertFails(() -> store().artifacts().add(Rows.artifact("a3")), ErrorCode.ROW_EXISTS);
                }),
                ErrorCode.ROW_EXISTS,
                "artifacts");
        assertThat(store().artifacts().list(PageRequest.first(9)).items())
                .extracting(a -> a.id().value())
                .containsExactly("a1");
    }

    @Test
    default void aRefusalThatReachedNoDatabaseDoesNotEndTheUnit() {
        store().unitOfWork().run(() -> {
            Errors.assertFails(
                    () -> store().artifacts().update(Rows.artifact("a1")), ErrorCode.ARTIFACT_NOT_FOUND, "a1");
            store().artifacts().add(Rows.artifact("a2"));
        });
        assertThat(store().artifacts().find(Id.of("a2"))).isPresent();
    }

    @Test
    default void everyCallIsMeasuredOnceWithinAUnitAndOutside() {
        long before = store().latencies().count();
        store().artifacts().add(Rows.artifact("a1"));
        store().artifacts().find(Id.of("a1"));
        Errors.assertFails(() -> store().artifacts().add(Rows.artifact("a1")), ErrorCode.ROW_EXISTS);
        store().unitOfWork().run(() -> {
            store().artifacts().add(Rows.artifact("a2"));
            store().artifacts().find(Id.of("a2"));
        });
        store().ping();

        var latencies = store().latencies();
        assertThat(latencies.count()).isEqualTo(before + 6);
        assertThat(latencies.p50()).isPositive();
        assertThat(latencies.p95()).isGreaterThanOrEqualTo(latencies.p50());
        assertThat(latencies.p99()).isGreaterThanOrEqualTo(latencies.p95());
    }

    @Test
    default void aFailedStatementWithinAUnitRollsAllOfItBack() {
        Errors.assertFails(
                () -> store().unitOfWork().run(() -> {
                    store().artifacts().add(Rows.artifact("a1"));
                    store().artifacts().add(Rows.artifact("a1"));
                }),
                ErrorCode.ROW_EXISTS);
        assertThat(store().artifacts().find(Id.of("a1"))).isEmpty();
    }
}
