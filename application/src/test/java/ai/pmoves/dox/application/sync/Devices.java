package ai.pmoves.dox.application.sync;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import ai.pmoves.dox.application.transfer.Difference;
import ai.pmoves.dox.application.transfer.Parity;
import ai.pmoves.dox.application.transfer.ParityOptions;
import ai.pmoves.dox.ports.store.Store;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A hub in memory and the devices that use it, new for each test. */
final class Devices implements BeforeEachCallback, AfterEachCallback {
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

    MemoryHub hub() {
        return requireNonNull(hub, "hub");
    }

    /** The shared store, which can always be reached. */
    Store shared() {
        return hub().direct().store();
    }

    /** A device whose store is in no pair. */
    Device device() {
        var device = new Device(hub());
        devices.add(device);
        return device;
    }

    /** A device whose store is the primary. */
    Device leading() {
        var device = device();
        device.leads();
        return device;
    }

    /** A device whose store follows the shared one. */
    Device following() {
        var device = device();
        device.follows();
        return device;
    }

    /** A device that is in a pair of which one side is the primary. */
    Device of(Side primary) {
        return primary == Side.EDGE ? leading() : following();
    }

    /** Makes sure that a device and the hub have the same rows. */
    void assertSame(Device device) {
        assertThat(differences(device)).isEmpty();
    }

    List<Difference> differences(Device device) {
        var differences = new ArrayList<Difference>();
        new Parity(device.store().rows(), shared().rows())
                .compare(ParityOptions.defaults().withSettlingTime(Duration.ZERO), differences::add, table -> {});
        return differences;
    }
}
