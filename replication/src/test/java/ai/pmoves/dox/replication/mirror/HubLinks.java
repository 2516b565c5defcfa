package ai.pmoves.dox.replication.mirror;

import ai.pmoves.dox.replication.pair.Primary;
import ai.pmoves.dox.replication.support.Device;

/** Links of a device to its hub. */
final class HubLinks {
    private HubLinks() {}

    /** Not connected yet. */
    static HubLink of(Device device, Primary wanted) {
        return new HubLink(device.openEdge(), device::openHub, PairOptions.plain(wanted == Primary.HUB));
    }
}
