package ai.pmoves.dox.replication.mirror;

/** What a device does while the shared store is its primary and cannot be reached. */
public enum OfflineMode {
    /** Nothing: calls fail with {@code store.unavailable}. */
    OFF,
    /** The embedded store's copy is read; writes fail with {@code store.offline}. */
    READ,
    /** The embedded store's copy is read, and takes writes, which are sent when the shared store is back. */
    QUEUE
}
