package ai.pmoves.dox.domain.sync;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * The role of a store in its pair. The store itself refuses writes that its role forbids, from every client.
 *
 * @param storeId names the store: made with its tables, never changed, the device in the versions of its rows
 * @param primaryId the id of the store that takes writes; null if the store is in no pair, and takes them unwatched
 * @param epoch rises with each change of the primary; of two roles that differ the one of the greater epoch holds
 */
public record ReplicationRole(String storeId, @Nullable String primaryId, long epoch) {
    public ReplicationRole {
        requireNonNull(storeId, "storeId");
        if (epoch < 0) {
            throw new IllegalArgumentException("an epoch is not negative: " + epoch);
        }
    }

    public boolean isPaired() {
        return primaryId != null;
    }

    /** Whether it takes writes, and notices them for the other store. */
    public boolean isPrimary() {
        return storeId.equals(primaryId);
    }
}
