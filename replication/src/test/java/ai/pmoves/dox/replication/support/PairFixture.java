package ai.pmoves.dox.replication.support;

import ai.pmoves.dox.replication.mirror.MirroredStore;
import ai.pmoves.dox.replication.mirror.PairOptions;
import ai.pmoves.dox.replication.pair.Journal;
import ai.pmoves.dox.replication.pair.Side;
import java.time.Clock;

/** How the stores of a device and its hub are opened as one, and change places as a cutover has them do. */
public final class PairFixture {
    private PairFixture() {}

    /** Both stores as one, in a process of their own; the caller closes it. */
    public static MirroredStore open(Device device, PairOptions options) {
        return MirroredStore.open(device.openEdge(), device::openHub, options, journal());
    }

    public static Journal journal() {
        return new Journal(Clock.systemUTC(), "somebody@test");
    }

    /** Has another store become the primary where nothing has to be brought over. */
    public static void switchTo(Device device, Side next) {
        stepDown(device, next);
        stepUp(device, next);
    }

    /** The first half: nobody is the primary. */
    public static void stepDown(Device device, Side next) {
        var old = device.direct().sync(next.other());
        Device.advance(
                old, device.direct().sync(next).role().storeId(), old.role().epoch() + 1);
    }

    /** The second half. */
    public static void stepUp(Device device, Side next) {
        var sync = device.direct().sync(next);
        Device.advance(
                sync,
                sync.role().storeId(),
                device.direct().sync(next.other()).role().epoch());
    }
}
