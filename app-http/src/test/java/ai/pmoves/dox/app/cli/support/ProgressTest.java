package ai.pmoves.dox.app.cli.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ProgressTest {
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private final AtomicLong nanos = new AtomicLong(-3);

    private Progress lines(long total, long doneBefore) {
        var err = new PrintStream(said, true, StandardCharsets.UTF_8);
        return new Progress.Lines(new Console(err, err, false), "facts", total, doneBefore, nanos::get);
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    private List<String> said() {
        return said.toString(StandardCharsets.UTF_8).lines().toList();
    }

    @Test
    void aLineComesEveryFiveSecondsWithRateAndRemainingTime() {
        var progress = lines(100_000, 0);
        for (int second = 1; second <= 12; second++) {
            pass(Duration.ofSeconds(1));
            progress.at(second * 1_000L);
        }
        assertThat(said())
                .containsExactly(
                        "facts: 5,000 of 100,000 (5 %), 1,000/s, 1 min 35 s left",
                        "facts: 10,000 of 100,000 (10 %), 1,000/s, 1 min 30 s left");
    }

    @Test
    void whatAnInterruptedRunDidIsDoneAndNotOfTheRate() {
        var progress = lines(100_000, 90_000);
        pass(Duration.ofSeconds(5));
        progress.at(91_000);
        assertThat(said()).containsExactly("facts: 91,000 of 100,000 (91 %), 200/s, 45 s left");
    }

    @Test
    void longTimesAreToldInHours() {
        var progress = lines(1_000_000, 0);
        pass(Duration.ofSeconds(10));
        progress.at(1_000);
        assertThat(said()).containsExactly("facts: 1,000 of 1,000,000 (0 %), 100/s, 2 h 46 min left");
    }

    @Test
    void nothingIsSaidAtTheEndNorOfARateThatIsNotKnown() {
        var progress = lines(10, 5);
        pass(Duration.ofSeconds(6));
        progress.at(5);
        pass(Duration.ofSeconds(6));
        progress.at(10);
        progress.close();
        assertThat(said()).containsExactly("facts: 5 of 10 (50 %)");
    }
}
