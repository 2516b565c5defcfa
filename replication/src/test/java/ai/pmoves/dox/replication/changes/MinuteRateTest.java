package ai.pmoves.dox.replication.changes;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class MinuteRateTest {
    private final AtomicLong now = new AtomicLong(Duration.ofDays(-1).toNanos());
    private final MinuteRate rate = new MinuteRate(now::get);

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }

    @Test
    void rowsOfTheLastMinuteCount() {
        assertThat(rate.perSecond()).isZero();
        rate.add(0);
        rate.add(30);
        rate.add(30);
        assertThat(rate.perSecond()).isEqualTo(1);
        pass(Duration.ofSeconds(30));
        rate.add(60);
        assertThat(rate.perSecond()).isEqualTo(2);
        pass(Duration.ofSeconds(31));
        assertThat(rate.perSecond()).isEqualTo(1);
        pass(Duration.ofMinutes(1));
        assertThat(rate.perSecond()).isZero();
    }
}
