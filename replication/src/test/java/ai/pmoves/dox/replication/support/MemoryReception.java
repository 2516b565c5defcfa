package ai.pmoves.dox.replication.support;

import static java.util.Objects.requireNonNull;

import ai.pmoves.dox.domain.Json;
import ai.pmoves.dox.domain.rows.Row;
import ai.pmoves.dox.domain.rows.StoreTable;
import ai.pmoves.dox.domain.sync.Conflict;
import ai.pmoves.dox.domain.sync.RowChange;
import ai.pmoves.dox.domain.sync.RowKey;
import ai.pmoves.dox.domain.sync.Version;
import ai.pmoves.dox.ports.rows.StoreRows;
import ai.pmoves.dox.ports.sync.EdgeSync;
import ai.pmoves.dox.ports.sync.HubSync.Outcome;
import ai.pmoves.dox.ports.sync.HubSync.Receipt;
import ai.pmoves.dox.replication.changes.ParentsFirst;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What becomes of changes that a hub in memory receives, in one transaction. Not thread-safe. */
final class MemoryReception {
    private final MemoryFeed feed;
    private final EdgeSync embedded;
    private final StoreRows rows;
    private final String storeId;

    private enum Fate {
        /** The change is here, or the same store has changed the row further. */
        KNOWN,
        /** It was made of what is here. */
        FOLLOWS,
        /** It counts, and what is here is kept. */
        WINS,
        /** What is here counts, and the change is kept. */
        LOSES,
        /** What is here was made of it by another store. */
        SUPERSEDED;

        boolean isWritten() {
            return this == FOLLOWS || this == WINS;
        }

        boolean isOvertaken() {
            return this == LOSES || this == SUPERSEDED;
        }
    }

    /** @param embedded writes the rows, with their versions */
    MemoryReception(MemoryFeed feed, EdgeSync embedded, StoreRows rows, String storeId) {
        this.feed = feed;
        this.embedded = embedded;
        this.rows = rows;
        this.storeId = storeId;
    }

    List<Receipt> receive(List<RowChange> changes) {
        var fates = new LinkedHashMap<RowChange, Fate>();
        changes.forEach(change -> fates.put(change, fate(change)));
        loseOrphans(fates);
        fates.forEach(this::keepLoser);
        var written = new ArrayList<RowChange>();
        fates.forEach((change, fate) -> {
            if (fate.isWritten()) {
                written.add(change);
            }
        });
        written.addAll(removalsOfChildren(written));
        write(written);
        return fates.entrySet().stream()
                .map(entry -> receipt(entry.getKey(), entry.getValue()))
                .toList();
    }

    private void write(List<RowChange> changes) {
        embedded.take(changes, null);
        changes.forEach(change -> feed.note(change.key(), change.version(), change.isRemoval()));
    }

    private Fate fate(RowChange change) {
        var here = here(change.key());
        var version = change.version();
        if (version.equals(here)) {
            return Fate.KNOWN;
        }
        if (change.base().equals(here)) {
            return Fate.FOLLOWS;
        }
        boolean isGreater = version.compareTo(here) > 0;
        boolean isRemovedByBoth = change.isRemoval() && isRemoved(change.key());
        if (version.device().equals(here.device()) || isRemovedByBoth) {
            return isGreater ? Fate.FOLLOWS : Fate.KNOWN;
        }
        if (isGreater) {
            return Fate.WINS;
        }
        boolean isKnown =
                feed.find(change.key()).filter(entry -> entry.knows(version)).isPresent();
        return isKnown ? Fate.SUPERSEDED : Fate.LOSES;
    }

    private Version here(RowKey key) {
        return feed.find(key).map(MemoryFeed.Entry::version).orElse(Version.NONE);
    }

    private boolean isRemoved(RowKey key) {
        return feed.find(key).filter(MemoryFeed.Entry::isRemoval).isPresent();
    }

    private Optional<Row> row(RowKey key) {
        return rows.find(key.table(), List.of(key.key())).stream().findFirst();
    }

    /** Lets rows lose whose parents were removed here. Of those that are not here a removal is noted. */
    private void loseOrphans(Map<RowChange, Fate> fates) {
        var coming = fates.keySet().stream()
                .filter(change ->
                        !change.isRemoval() && requireNonNull(fates.get(change)).isWritten())
                .sorted(ParentsFirst.ORDER)
                .toList();
        var keys = keys(coming);
        var gone = new HashSet<RowKey>();
        var removals = new ArrayList<RowChange>();
        for (var change : coming) {
            boolean isOrphan = change.parents().stream()
                    .anyMatch(parent -> gone.contains(parent) || !keys.contains(parent) && isRemoved(parent));
            if (isOrphan) {
                fates.put(change, Fate.LOSES);
                if (row(change.key()).isEmpty()) {
                    gone.add(change.key());
                    removals.add(removal(change.key(), change.version()));
                }
            }
        }
        write(removals);
    }

    private RowChange removal(RowKey key, Version before) {
        return new RowChange(key, new Version(before.counter() + 1, storeId), Version.NONE, null);
    }

    private static Set<RowKey> keys(Collection<RowChange> changes) {
        return changes.stream().map(RowChange::key).collect(Collectors.toSet());
    }

    /** The removals of rows that go with their parents and that nobody has removed by themselves; each row is kept. */
    private List<RowChange> removalsOfChildren(List<RowChange> written) {
        var gone =
                new HashSet<>(keys(written.stream().filter(RowChange::isRemoval).toList()));
        var removals = new ArrayList<RowChange>();
        for (var table : StoreTable.values()) {
            if (gone.stream().noneMatch(key -> table.parents().containsValue(key.table()))) {
                continue;
            }
            var children = new ArrayList<Row>();
            rows.scan(table, children::add);
            for (var row : children) {
                var key = new RowKey(table, row.id());
                var child = new RowChange(key, here(key), Version.NONE, row);
                if (!gone.contains(key) && child.parents().stream().anyMatch(gone::contains)) {
                    var removal = removal(key, child.version());
                    keep(key, child.version(), removal.version(), row);
                    gone.add(key);
                    removals.add(removal);
                }
            }
        }
        return removals;
    }

    private void keepLoser(RowChange change, Fate fate) {
        var key = change.key();
        var row = row(key);
        if (fate == Fate.WINS && (row.isPresent() || !here(key).equals(Version.NONE))) {
            keep(key, here(key), change.version(), row.orElse(null));
        } else if (fate == Fate.LOSES) {
            keep(key, change.version(), here(key), change.row());
        }
    }

    /** Chunks are made of other rows, of which each is kept itself. */
    private void keep(RowKey key, Version lost, Version won, @Nullable Row lostRow) {
        if (key.table() != StoreTable.SEARCH_CHUNKS) {
            var id = "%s %s %s".formatted(key, lost, won);
            var now = Instant.now().truncatedTo(ChronoUnit.MICROS);
            feed.keep(new Conflict(id, key, lost, won, lostRow == null ? null : json(lostRow), now));
        }
    }

    private static Json json(Row row) {
        var values = new LinkedHashMap<String, @Nullable Object>();
        row.table().columns().forEach(column -> values.put(column.name(), row.value(column.name())));
        try {
            return Json.of(values);
        } catch (IllegalArgumentException e) { // a value is as deep as can be, and would be deeper in the row
            values.replaceAll((column, value) -> value instanceof Json deep ? deep.toString() : value);
            return Json.of(values);
        }
    }

    private Receipt receipt(RowChange change, Fate fate) {
        var key = change.key();
        return fate.isOvertaken()
                ? new Receipt(key, Outcome.LOST, new RowChange(key, here(key), Version.NONE, row(key).orElse(null)))
                : new Receipt(key, Outcome.TAKEN, null);
    }
}
