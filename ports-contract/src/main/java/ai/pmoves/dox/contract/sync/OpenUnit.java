package ai.pmoves.dox.contract.sync;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.pmoves.dox.ports.store.UnitOfWork;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A unit of work in a thread of its own, which stays open until the test commits it. */
final class OpenUnit implements AutoCloseable {
    /** How long a call is looked at that has to wait: a call that does not wait is done by then, as good as always. */
    private static final long LOOK_MILLIS = 300;

    private final ExecutorService thread = Executors.newSingleThreadExecutor();
    private final CountDownLatch worked = new CountDownLatch(1);
    private final CountDownLatch mayEnd = new CountDownLatch(1);
    private final Future<?> unit;

    private OpenUnit(UnitOfWork unitOfWork, Runnable work) {
        unit = thread.submit(() -> {
            try {
                unitOfWork.run(() -> {
                    work.run();
                    worked.countDown();
                    await(mayEnd);
                });
            } finally {
                worked.countDown();
            }
        });
    }

    /** Begins a unit and does the work in it. */
    static OpenUnit with(UnitOfWork unitOfWork, Runnable work) {
        var unit = new OpenUnit(unitOfWork, work);
        await(unit.worked);
        if (unit.unit.isDone()) {
            unit.commit(); // fails as the work did
        }
        return unit;
    }

    /** Makes sure that a call in another thread waits. */
    static void assertWaits(Future<?> call) {
        assertThatThrownBy(() -> call.get(LOOK_MILLIS, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
    }

    /** Ends the unit; returns once that is done. */
    void commit() {
        mayEnd.countDown();
        try {
            unit.get();
        } catch (ExecutionException e) {
            throw new AssertionError("the unit of work failed", e.getCause());
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted", e);
        }
    }

    @Override
    public void close() {
        mayEnd.countDown();
        thread.close();
        commit();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted", e);
        }
    }
}
