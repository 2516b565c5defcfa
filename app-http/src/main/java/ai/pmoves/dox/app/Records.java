package ai.pmoves.dox.app;

import ai.pmoves.dox.replication.pair.Journal;
import java.time.Clock;

/** Writes down what this process does to a pair of stores. */
public final class Records {
    private Records() {}

    /** A record in the name of the user and the machine of this process, for example {@code ann@laptop}. */
    public static Journal ofThisProcess(DoxConfig.Storage storage) {
        var machine = storage.deviceName().or(DeviceName::ofThisMachine).orElse("unknown");
        return new Journal(Clock.systemUTC(), System.getProperty("user.name", "unknown") + "@" + machine);
    }
}
