package ai.pmoves.dox.replication.pair;

import static java.util.Objects.requireNonNull;

/**
 * A device's report in the shared store.
 *
 * @param name the device's name, for people
 * @param offlineMode its mode while the shared store is away: {@code off}, {@code readonly} or {@code queue}
 */
public record DeviceInfo(String name, String offlineMode) {
    public static final DeviceInfo UNKNOWN = new DeviceInfo("unknown", "off");

    public DeviceInfo {
        requireNonNull(name, "name");
        requireNonNull(offlineMode, "offlineMode");
    }
}
