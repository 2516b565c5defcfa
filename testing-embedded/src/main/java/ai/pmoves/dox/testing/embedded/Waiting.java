package ai.pmoves.dox.testing.embedded;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/** Waiting for what other threads do, with time enough for a busy machine. */
public final class Waiting {
    private Waiting() {}

    public static ConditionFactory await() {
        return Awaitility.await().atMost(Duration.ofMinutes(3)).pollInterval(Duration.ofMillis(10));
    }
}
