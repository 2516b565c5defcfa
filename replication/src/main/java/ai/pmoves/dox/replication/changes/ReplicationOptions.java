package ai.pmoves.dox.replication.changes;

import static java.util.Objects.requireNonNull;

import ai.pmoves.dox.replication.pair.DeviceInfo;
import java.time.Duration;

/**
 * How a device replicates.
 *
 * @param keepRemovals how long the stores remember which rows were removed: an edge that was away longer takes a
 *     snapshot
 * @param massDeletes when pulled or pushed removals are held
 * @param device how it reports itself
 */
public record ReplicationOptions(Duration keepRemovals, MassDeletes massDeletes, DeviceInfo device) {
    public ReplicationOptions {
        requireNonNull(keepRemovals, "keepRemovals");
        requireNonNull(massDeletes, "massDeletes");
        requireNonNull(device, "device");
    }

    /** The options of a device without a name that holds no removals. */
    public static ReplicationOptions keeping(Duration keepRemovals) {
        return new ReplicationOptions(keepRemovals, MassDeletes.ALLOWED, DeviceInfo.UNKNOWN);
    }
}
