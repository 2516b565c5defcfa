package ai.pmoves.dox.application.ingest;

import ai.pmoves.dox.ports.IdSource;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Makes UUIDs of version 7: they begin with the time in milliseconds, so rows that are written together lie
 * together in an index, and end with 74 random bits that count upwards within a millisecond.
 *
 * <p>Thread-safe. Ids ascend also when the clock is set back.
 */
public final class TimeOrderedIds implements IdSource {
    private static final long RANDOM_B_MASK = (1L << 62) - 1;
    private static final long MAX_STEP = 1L << 32;

    private final Clock clock;
    private final SecureRandom random = new SecureRandom();
    private long lastMillis;
    private long randomA;
    private long randomB;

    public TimeOrderedIds(Clock clock) {
        this.clock = clock;
    }

    @Override
    public synchronized String next() {
        long now = clock.millis();
        if (now > lastMillis) {
            lastMillis = now;
            randomA = random.nextInt(1 << 11); // the upper half is left for counting
            randomB = random.nextLong() & RANDOM_B_MASK;
        } else {
            countUp();
        }
        long high = lastMillis << 16 | 0x7000 | randomA;
        long low = 0x8000_0000_0000_0000L | randomB;
        return new UUID(high, low).toString();
    }

    private void countUp() {
        randomB += 1 + (ThreadLocalRandom.current().nextLong(MAX_STEP));
        if (randomB > RANDOM_B_MASK) {
            randomB &= RANDOM_B_MASK;
            randomA++;
            if (randomA > 0xFFF) {
                randomA = 0;
                lastMillis++;
            }
        }
    }
}
