package ai.pmoves.dox.app.http.support;

import static org.assertj.core.api.Assertions.assertThat;

import ai.pmoves.dox.app.Eventually;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LatestValueTest {
    private final AtomicInteger asked = new AtomicInteger();
    private final CountDownLatch goOn = new CountDownLatch(1);

    @AfterEach
    void release() {
        goOn.countDown();
    }

    private int afterTheRelease() {
        asked.incrementAndGet();
        try {
            goOn.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return 7;
    }

    @Test
    void whileItIsFoundOutTheInitialValueIsTold() {
        var value = new LatestValue<>(1, Duration.ofHours(1), this::afterTheRelease);

        assertThat(value.get()).isEqualTo(1);
        assertThat(value.get()).isEqualTo(1);

        goOn.countDown();
        Eventually.await("the new value").until(() -> value.get() == 7);
        assertThat(asked).as("it is fresh for an hour").hasValue(1);
    }

    @Test
    void aValueThatIsNoLongerFreshIsFoundOutAgain() {
        var value = new LatestValue<>(0, Duration.ZERO, asked::incrementAndGet);

        Eventually.await("a later value").until(() -> value.get() >= 3);
    }

    @Test
    void anOldValueIsToldWhileTheNextOneIsFoundOut() {
        var value = new LatestValue<>(
                0, Duration.ZERO, () -> asked.get() == 0 ? asked.incrementAndGet() : afterTheRelease());
        Eventually.await("the first value").until(() -> value.get() == 1);
        Eventually.await("the second question").until(() -> {
            assertThat(value.get()).isEqualTo(1);
            return asked.get() == 2;
        });

        assertThat(value.get()).isEqualTo(1);

        goOn.countDown();
        Eventually.await("the second value").until(() -> value.get() == 7);
    }
}
