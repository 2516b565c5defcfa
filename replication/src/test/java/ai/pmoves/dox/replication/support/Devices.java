package ai.pmoves.dox.replication.support;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import ai.pmoves.dox.ports.store.Store;
import ai.pmoves.dox.replication.pair.Side;
import ai.pmoves.dox.replication.parity.Difference;
import ai.pmoves.dox.replication.parity.Parity;
import ai.pmoves.dox.replication.parity.ParityOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A hub in memory and the devices that use it, new for each test. */
public final class Devices implements BeforeEachCallback, AfterEachCallback {
    private final List<Device> devices = new ArrayList<>();
    private @Nullable MemoryHub hub;

    @Override
    public void beforeEach(ExtensionContext context) {
        hub = new MemoryHub();
    }

    @Override
    public void afterEach(ExtensionContext context) {
        devices.forEach(Device::close);
        devices.clear();
        hub().close();
    }

    public MemoryHub hub() {
        return requireNonNull(hub, "hub");
    }

    /** The shared store, which can always be reached. */
    public Store shared() {
        return hub().direct().store();
    }

    /** A device whose store is in no pair. */
    public Device device() {
        var device = new Device(hub());
        devices.add(device);
        return device;
    }

    /** A device whose store is the primary. */
    public Device leading() {
        var device = device();
        device.leads();
        return device;
    }

    /** A device whose store follows the shared one. */
    public Device following() {
        var device = device();
        device.follows();
        return device;
    }

    /** A device that is in a pair of which one side is the primary. */
    public Device of(Side primary) {
        return primary == Side.EDGE ? leading() : following();
    }

    /** Makes sure that a device and the hub have the same rows. */
    public void assertSame(Device device) {
        assertThat(differences(device)).isEmpty();
    }

    List<Difference> differences(Device device) {
        var differences = new ArrayList<Difference>();
        new Parity(device.store().rows(), shared().rows())
                .compare(ParityOptions.defaults().withSettlingTime(Duration.ZERO), differences::add, table -> {});
        return differences;
    }
}
