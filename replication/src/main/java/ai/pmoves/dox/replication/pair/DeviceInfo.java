package ai.pmoves.dox.replication.pair;

import static java.util.Objects.requireNonNull;

/**
 * How a device reports itself in the shared store.
 *
 * @param name what it calls itself, for people
 * @param offlineMode what it does while the shared store is away: {@code off}, {@code readonly} or {@code queue}
 */
public record DeviceInfo(String name, String offlineMode) {
    public static final DeviceInfo UNKNOWN = new DeviceInfo("unknown", "off");

    public DeviceInfo {
        requireNonNull(name, "name");
        requireNonNull(offlineMode, "offlineMode");
    }
}
