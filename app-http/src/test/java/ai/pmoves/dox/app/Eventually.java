package ai.pmoves.dox.app;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/** Waits for what happens in the background: long enough for a machine that is busy with other things. */
public final class Eventually {
    private Eventually() {}

    /** @param what is named if it does not happen within two minutes */
    public static ConditionFactory await(String what) {
        return Awaitility.await(what)
                .atMost(Duration.ofMinutes(2))
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(20));
    }
}
