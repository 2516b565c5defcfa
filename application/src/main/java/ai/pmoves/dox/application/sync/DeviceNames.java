package ai.pmoves.dox.application.sync;

import ai.pmoves.dox.ports.sync.HubSync;
import ai.pmoves.dox.ports.sync.StoreSync;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the devices of a shared store are called: each says so in the record of that store when it opens it, as the one
 * who acts.
 */
public final class DeviceNames {
    private static final String STEP = "device.joined";
    private static final String DEVICE = "device";
    private static final int EVENTS = 1_000;

    private DeviceNames() {}

    /** Records what a device is called, unless the record says so already. */
    public static void announce(StoreSync device, HubSync hub, Journal journal) {
        var id = device.standing().storeId();
        if (!journal.actor().equals(in(hub).get(id))) {
            journal.record(List.of(hub), STEP, Map.of(DEVICE, id));
        }
    }

    /** The names by the ids of the devices' stores. */
    public static Map<String, String> in(HubSync hub) {
        var names = new HashMap<String, String>();
        for (var event : hub.history(EVENTS)) { // the newest first
            if (event.step().equals(STEP)) {
                names.putIfAbsent(String.valueOf(event.figures().asObject().get(DEVICE)), event.actor());
            }
        }
        return names;
    }
}
