package ai.pmoves.dox.replication.mirror;

import static java.util.Objects.requireNonNull;

import ai.pmoves.dox.replication.changes.MassDeletes;
import ai.pmoves.dox.replication.pair.DeviceInfo;
import ai.pmoves.dox.replication.pair.Primary;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * How a pair is used.
 *
 * @param hubFirst whether the shared store is the primary of a pair that is made now; an existing pair's stores record
 *     theirs
 * @param offline what is done while the shared store is the primary and away
 * @param shadowReads the share of reads, 0 to 1, that are also sent to the secondary
 * @param hubWriters how many threads write to the shared store at the same time, at least 1: fewer than it has
 *     connections, so that reads find one while writes are held
 * @param makesPair whether two unpaired stores become a pair; if not, only an existing pair is opened
 * @param massDeletes when transferred removals are held
 * @param deviceName the device's name
 */
public record PairOptions(
        boolean hubFirst,
        OfflineMode offline,
        double shadowReads,
        int hubWriters,
        boolean makesPair,
        MassDeletes massDeletes,
        String deviceName) {
    /** For a pool of eight connections. */
    private static final int HUB_WRITERS = 4;

    public PairOptions {
        requireNonNull(offline, "offline");
        requireNonNull(massDeletes, "massDeletes");
        requireNonNull(deviceName, "deviceName");
        if (!(shadowReads >= 0 && shadowReads <= 1)) {
            throw new IllegalArgumentException("shadowReads is " + shadowReads + "; it has to be 0 to 1");
        }
        if (hubWriters < 1) {
            throw new IllegalArgumentException("hubWriters is " + hubWriters + "; it has to be 1 or more");
        }
    }

    public PairOptions(boolean hubFirst, OfflineMode offline, double shadowReads) {
        this(hubFirst, offline, shadowReads, HUB_WRITERS, true, MassDeletes.DEFAULT, DeviceInfo.UNKNOWN.name());
    }

    /** One primary and one secondary, all else off. */
    public static PairOptions plain(boolean hubFirst) {
        return new PairOptions(hubFirst, OfflineMode.OFF, 0);
    }

    public PairOptions withHubWriters(int other) {
        return new PairOptions(hubFirst, offline, shadowReads, other, makesPair, massDeletes, deviceName);
    }

    /** The same, but only opens existing pairs. */
    public PairOptions withoutMaking() {
        return new PairOptions(hubFirst, offline, shadowReads, hubWriters, false, massDeletes, deviceName);
    }

    public PairOptions withMassDeletes(MassDeletes other) {
        return new PairOptions(hubFirst, offline, shadowReads, hubWriters, makesPair, other, deviceName);
    }

    public PairOptions withDeviceName(String other) {
        return new PairOptions(hubFirst, offline, shadowReads, hubWriters, makesPair, massDeletes, other);
    }

    /** The same, with this name if none was given. */
    public PairOptions withDeviceNameIfUnknown(Supplier<Optional<String>> name) {
        return deviceName.equals(DeviceInfo.UNKNOWN.name())
                ? name.get().map(this::withDeviceName).orElse(this)
                : this;
    }

    /** The device's report of itself. */
    DeviceInfo device() {
        return new DeviceInfo(deviceName, offline.name().toLowerCase(Locale.ROOT));
    }

    /** The primary of a pair that is made now. */
    Primary firstPrimary() {
        return hubFirst ? Primary.HUB : Primary.EDGE;
    }
}
