package ai.pmoves.dox.domain.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class TimesTest {
    @Test
    void timesOutsideOfTheYearsOneTo9999AreRefused() {
        assertThat(Times.micros(Times.LATEST.plusNanos(999))).isEqualTo(Times.LATEST);
        for (var time :
                List.of(Times.EARLIEST.minusNanos(1), Times.LATEST.plusNanos(1_000), Instant.MIN, Instant.MAX)) {
            assertThatThrownBy(() -> Times.micros(time))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("year has to be 1 to 9999");
        }
    }

    @Test
    void durationsKeepMicroseconds() {
        assertThat(Times.micros(Duration.ofNanos(1_999))).isEqualTo(Duration.ofNanos(1_000));
        assertThat(Times.micros(Duration.ofNanos(-1_999))).isEqualTo(Duration.ofNanos(-1_000));
        assertThatThrownBy(() -> Times.micros(Duration.ofSeconds(Long.MAX_VALUE)))
                .hasMessageContaining("too long");
    }
}
