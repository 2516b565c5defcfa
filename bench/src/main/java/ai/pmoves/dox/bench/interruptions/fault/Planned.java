package ai.pmoves.dox.bench.interruptions.fault;

import java.util.Random;

/** How something is interrupted. The same for the same seed. */
public interface Planned {
    long seed();

    FaultKind way();

    FaultPoint moment();

    /** Whether a pooler in transaction mode stands before the database. */
    boolean isPooled();

    /** What else is left to chance in a run. */
    static Random random(long seed) {
        return new Random(seed * 0x9E3779B97F4A7C15L);
    }

    /** For a message. */
    default String lineText() {
        return isPooled() ? "through PgBouncer" : "direct";
    }
}
