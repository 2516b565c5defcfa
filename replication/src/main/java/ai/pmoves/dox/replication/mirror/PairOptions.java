package ai.pmoves.dox.replication.mirror;

import static java.util.Objects.requireNonNull;

import ai.pmoves.dox.replication.changes.MassDeletes;
import ai.pmoves.dox.replication.pair.DeviceInfo;
import ai.pmoves.dox.replication.pair.Primary;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * How two stores are one.
 *
 * @param hubFirst whether the shared store is the primary of a pair that is made now; of one that was made before, the
 *     stores know
 * @param offline what is done while the shared store is the primary and away
 * @param shadowReads the share of reads, 0 to 1, that are asked of the secondary, too
 * @param hubWriters how many threads write to the shared store at the same time, at least 1: fewer than it has
 *     connections, so that others find one while writes are held
 * @param makesPair whether two stores that are no pair become one; if not, only a pair that was made is opened
 * @param massDeletes when removals that arrive are held
 * @param deviceName how the device calls itself
 */
public record PairOptions(
        boolean hubFirst,
        OfflineMode offline,
        double shadowReads,
        int hubWriters,
        boolean makesPair,
        MassDeletes massDeletes,
        String deviceName) {
    /** For a store of eight connections. */
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

    /** Nothing but one primary and one secondary. */
    public static PairOptions plain(boolean hubFirst) {
        return new PairOptions(hubFirst, OfflineMode.OFF, 0);
    }

    public PairOptions withHubWriters(int other) {
        return new PairOptions(hubFirst, offline, shadowReads, other, makesPair, massDeletes, deviceName);
    }

    /** The same for who uses a pair, and makes none. */
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

    /** How the device reports itself. */
    DeviceInfo device() {
        return new DeviceInfo(deviceName, offline.name().toLowerCase(Locale.ROOT));
    }

    /** The primary of a pair that is made now. */
    Primary firstPrimary() {
        return hubFirst ? Primary.HUB : Primary.EDGE;
    }
}
