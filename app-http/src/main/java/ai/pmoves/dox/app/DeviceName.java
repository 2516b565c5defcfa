package ai.pmoves.dox.app;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What this machine calls itself. */
final class DeviceName {
    private static final Logger LOG = LoggerFactory.getLogger(DeviceName.class);

    private DeviceName() {}

    /** Empty if it has no name that can be found out. */
    static Optional<String> ofThisMachine() {
        try {
            return Optional.of(InetAddress.getLocalHost().getHostName());
        } catch (UnknownHostException e) {
            LOG.debug("event=device.unnamed", e);
            return Optional.empty();
        }
    }
}
