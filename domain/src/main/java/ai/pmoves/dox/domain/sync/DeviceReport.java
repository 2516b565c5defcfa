package ai.pmoves.dox.domain.sync;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * A device that uses a shared store, as it last reported itself there.
 *
 * @param storeId the id of its embedded store
 * @param name what the device calls itself
 * @param offlineMode what it does while the shared store is away, for example {@code queue}
 * @param unsentRows how many rows waited in its outbox
 * @param seenAt when it reported, by the shared store's clock
 */
public record DeviceReport(String storeId, String name, String offlineMode, long unsentRows, Instant seenAt) {
    public DeviceReport {
        requireNonNull(storeId, "storeId");
        requireNonNull(name, "name");
        requireNonNull(offlineMode, "offlineMode");
        requireNonNull(seenAt, "seenAt");
    }
}
