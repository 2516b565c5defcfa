package ai.pmoves.dox.app.http.admin;

import java.time.Duration;
import java.util.function.LongSupplier;

/** How long the server has been running. */
public final class Uptime {
    private final LongSupplier nanoTime;
    private final long start;

    public Uptime(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.start = nanoTime.getAsLong();
    }

    long seconds() {
        return Duration.ofNanos(nanoTime.getAsLong() - start).toSeconds();
    }
}
