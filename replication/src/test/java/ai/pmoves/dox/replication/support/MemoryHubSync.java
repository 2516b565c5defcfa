package ai.pmoves.dox.replication.support;

import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.domain.rows.StoreTable;
import ai.pmoves.dox.domain.sync.Backlog;
import ai.pmoves.dox.domain.sync.Checkpoint;
import ai.pmoves.dox.domain.sync.Conflict;
import ai.pmoves.dox.domain.sync.DeviceReport;
import ai.pmoves.dox.domain.sync.ReplicationRole;
import ai.pmoves.dox.domain.sync.RowChange;
import ai.pmoves.dox.domain.sync.RowKey;
import ai.pmoves.dox.domain.sync.SyncEvent;
import ai.pmoves.dox.domain.sync.Version;
import ai.pmoves.dox.ports.rows.StoreRows;
import ai.pmoves.dox.ports.sync.EdgeSync;
import ai.pmoves.dox.ports.sync.HubSync;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** A hub's part in a pair, in memory. What every store does, its embedded store does. Safe for use by many threads. */
final class MemoryHubSync implements HubSync {
    private final MemoryTransactions transactions;
    private final StoreRows rows;
    private final EdgeSync embedded;
    private final OneModel model;
    private final Map<String, Reported> devices = new ConcurrentHashMap<>();
    private volatile long heldAt = Long.MAX_VALUE;

    MemoryHubSync(MemoryTransactions transactions, StoreRows rows, EdgeSync embedded, OneModel model) {
        this.transactions = transactions;
        this.rows = rows;
        this.embedded = embedded;
        this.model = model;
    }

    void holdFeed() {
        heldAt = transactions.ask((feed, visible) -> visible);
    }

    void releaseFeed() {
        heldAt = Long.MAX_VALUE;
    }

    @Override
    public String endOfFeed() {
        return transactions.ask((feed, visible) -> MemoryFeed.cursor(Math.min(visible, heldAt)));
    }

    @Override
    public Optional<FeedPage> feed(String cursor, String exceptStore, int maxRows) {
        return transactions.ask((feed, visible) -> feed.after(cursor, Math.min(visible, heldAt), maxRows)
                .map(entries -> page(entries, cursor, exceptStore, maxRows)));
    }

    private FeedPage page(List<MemoryFeed.Entry> entries, String cursor, String exceptStore, int maxRows) {
        var changes = entries.stream()
                .filter(entry -> !entry.version().device().equals(exceptStore))
                .map(entry -> new RowChange(
                        entry.key(),
                        entry.version(),
                        Version.NONE,
                        rows.find(entry.key().table(), List.of(entry.key().key())).stream()
                                .findFirst()
                                .orElse(null)))
                .toList();
        var next =
                entries.isEmpty() ? cursor : MemoryFeed.cursor(entries.getLast().position());
        return new FeedPage(changes, next, entries.size() < maxRows);
    }

    @Override
    public Set<RowKey> waiting(String cursor, String exceptStore, Collection<RowKey> keys) {
        return transactions.ask((feed, visible) -> feed.waiting(cursor, exceptStore).stream()
                .map(MemoryFeed.Entry::key)
                .filter(keys::contains)
                .collect(Collectors.toSet()));
    }

    @Override
    public Backlog feedBacklog(String cursor, String exceptStore) {
        return transactions.ask((feed, visible) -> feed.backlog(cursor, exceptStore));
    }

    @Override
    public List<Receipt> receive(ReplicationRole sender, List<RowChange> changes) {
        return transactions.change(feed -> {
            var role = role();
            requireAgreement(sender, role);
            transactions.absorb();
            var received = changes.stream().map(model::withoutForeignVector).toList();
            return new MemoryReception(feed, embedded, rows, role.storeId()).receive(received);
        });
    }

    private static void requireAgreement(ReplicationRole sender, ReplicationRole role) {
        if (!role.isPrimary() && !sender.storeId().equals(role.primaryId())) {
            throw new DoxException(
                    ErrorCode.STORE_NOT_PRIMARY,
                    "The shared store takes no changes of the store %s: it is the secondary of %s."
                            .formatted(sender.storeId(), role.primaryId()));
        }
        if (sender.epoch() != role.epoch()) {
            throw new DoxException(
                    ErrorCode.STORE_NOT_PRIMARY,
                    "The changes were read in epoch %d, and it is epoch %d now."
                            .formatted(sender.epoch(), role.epoch()));
        }
    }

    @Override
    public Map<StoreTable, Long> feedRemovals(String cursor, String exceptStore) {
        return transactions.ask((feed, visible) -> feed.waiting(cursor, exceptStore).stream()
                .filter(MemoryFeed.Entry::isRemoval)
                .collect(Collectors.groupingBy(entry -> entry.key().table(), Collectors.counting())));
    }

    @Override
    public Optional<Checkpoint> checkpoint(String storeId) {
        return Optional.ofNullable(devices.get(storeId)).map(Reported::mark);
    }

    @Override
    public void noteDevice(DeviceReport device, Checkpoint mark) {
        devices.put(
                device.storeId(),
                new Reported(
                        new DeviceReport(
                                device.storeId(),
                                device.name(),
                                device.offlineMode(),
                                device.unsentRows(),
                                Instant.now()),
                        mark));
    }

    private record Reported(DeviceReport device, Checkpoint mark) {}

    @Override
    public List<DeviceReport> devices() {
        return devices.values().stream()
                .map(Reported::device)
                .sorted(Comparator.comparing(DeviceReport::seenAt).reversed().thenComparing(DeviceReport::storeId))
                .toList();
    }

    @Override
    public boolean forgetDevice(String storeId) {
        return devices.remove(storeId) != null;
    }

    @Override
    public List<Conflict> conflicts(int maxConflicts) {
        return transactions.ask(
                (feed, visible) -> feed.conflicts().stream().limit(maxConflicts).toList());
    }

    @Override
    public long conflictCount() {
        return transactions.ask((feed, visible) -> feed.conflicts().size());
    }

    @Override
    public int forgetConflicts(Collection<String> ids) {
        return transactions.change(feed -> feed.forgetConflicts(ids));
    }

    @Override
    public int forgetRemovals(Duration olderThan) {
        return transactions.change(feed -> {
            int forgotten = embedded.forgetRemovals(olderThan);
            var left = embedded.versions(feed.removals());
            feed.forget(key -> !left.containsKey(key));
            return forgotten;
        });
    }

    @Override
    public ReplicationRole role() {
        return embedded.role();
    }

    @Override
    public boolean advance(ReplicationRole next) {
        return transactions.call(() -> embedded.advance(next));
    }

    @Override
    public boolean leavePair() {
        return transactions.change(feed -> {
            transactions.absorb();
            boolean wasPaired = embedded.leavePair();
            if (wasPaired) {
                feed.end();
            }
            return wasPaired;
        });
    }

    @Override
    public Set<String> writers() {
        return transactions.ask((feed, visible) -> feed.writers());
    }

    @Override
    public void requirePrimary() {
        transactions.run(embedded::requirePrimary);
    }

    @Override
    public <T> T holdingWrites(Duration timeout, Supplier<T> work) {
        return transactions.callWithin(timeout, work);
    }

    @Override
    public Map<RowKey, Version> versions(Collection<RowKey> keys) {
        return embedded.versions(keys);
    }

    @Override
    public void record(SyncEvent event) {
        transactions.record(event);
    }

    @Override
    public List<SyncEvent> history(int maxEvents) {
        return transactions.history().reversed().stream().limit(maxEvents).toList();
    }
}
