package ai.pmoves.dox.replication.support;

import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.domain.sync.Backlog;
import ai.pmoves.dox.domain.sync.Conflict;
import ai.pmoves.dox.domain.sync.RowKey;
import ai.pmoves.dox.domain.sync.Version;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a hub in memory notes of rows, in the order of their last changes, and the conflicts that it keeps. Each
 * transaction has a copy of its own. Not thread-safe.
 */
final class MemoryFeed {
    private static final Pattern CURSOR = Pattern.compile("at (\\d{1,18})");

    private final Map<RowKey, Entry> entries;
    private final LinkedHashMap<String, Conflict> conflicts;
    private long last;
    private long forgotten;

    /**
     * What is noted of a row.
     *
     * @param known of the versions that this one came after, the last of each other store, by the store's id
     */
    record Entry(
            RowKey key, Version version, boolean isRemoval, long position, Instant changedAt, Map<String, Long> known) {
        static final Comparator<Entry> ORDER = Comparator.comparingLong(Entry::position);

        boolean knows(Version version) {
            return known.getOrDefault(version.device(), 0L) >= version.counter();
        }
    }

    private MemoryFeed(Map<RowKey, Entry> entries, Map<String, Conflict> conflicts, long last, long forgotten) {
        this.entries = new HashMap<>(entries);
        this.conflicts = new LinkedHashMap<>(conflicts);
        this.last = last;
        this.forgotten = forgotten;
    }

    static MemoryFeed empty() {
        return new MemoryFeed(Map.of(), Map.of(), 0, 0);
    }

    MemoryFeed copy() {
        return new MemoryFeed(entries, conflicts, last, forgotten);
    }

    /** The position of the last change. */
    long last() {
        return last;
    }

    static String cursor(long position) {
        return "at " + position;
    }

    private static long position(String cursor) {
        var number = CURSOR.matcher(cursor);
        if (!number.matches()) {
            throw new DoxException(ErrorCode.CURSOR_INVALID, "'%s' is no place in the feed.".formatted(cursor));
        }
        return Long.parseLong(number.group(1));
    }

    Optional<Entry> find(RowKey key) {
        return Optional.ofNullable(entries.get(key));
    }

    void note(RowKey key, Version version, boolean isRemoval) {
        var had = entries.get(key);
        var known = new HashMap<String, Long>();
        if (had != null) {
            known.putAll(had.known());
            if (!had.version().device().equals(version.device())) {
                known.put(had.version().device(), had.version().counter());
            }
        }
        entries.put(key, new Entry(key, version, isRemoval, ++last, Instant.now(), known));
    }

    /** Forgets rows, which are removed, and that the feed went back to them. */
    void forget(Predicate<RowKey> which) {
        entries.values().removeIf(entry -> {
            boolean isForgotten = entry.isRemoval() && which.test(entry.key());
            forgotten = isForgotten ? Math.max(forgotten, entry.position()) : forgotten;
            return isForgotten;
        });
    }

    /** Forgets all rows, and that there ever was a place before this one. */
    void end() {
        entries.clear();
        forgotten = ++last;
    }

    /** The stores that made the versions. */
    Set<String> writers() {
        return entries.values().stream().map(entry -> entry.version().device()).collect(Collectors.toSet());
    }

    /** The removals of rows. */
    List<RowKey> removals() {
        return entries.values().stream()
                .filter(Entry::isRemoval)
                .map(Entry::key)
                .toList();
    }

    /**
     * The entries after a cursor and up to a position, at most so many, in their order; empty if the feed does not go
     * back that far, or has never come that far.
     */
    Optional<List<Entry>> after(String cursor, long end, int maxRows) {
        long position = position(cursor);
        return position < forgotten || position > last
                ? Optional.empty()
                : Optional.of(entries.values().stream()
                        .filter(entry -> entry.position() > position && entry.position() <= end)
                        .sorted(Entry.ORDER)
                        .limit(maxRows)
                        .toList());
    }

    /** The entries after a cursor that another store made. */
    List<Entry> waiting(String cursor, String exceptStore) {
        long position = position(cursor);
        return entries.values().stream()
                .filter(entry ->
                        entry.position() > position && !entry.version().device().equals(exceptStore))
                .toList();
    }

    Backlog backlog(String cursor, String exceptStore) {
        var waiting = waiting(cursor, exceptStore);
        return new Backlog(
                waiting.size(),
                waiting.stream()
                        .map(Entry::changedAt)
                        .min(Comparator.naturalOrder())
                        .orElse(null));
    }

    void keep(Conflict conflict) {
        conflicts.putIfAbsent(conflict.id(), conflict);
    }

    /** The conflicts, the newest first. */
    List<Conflict> conflicts() {
        return List.copyOf(conflicts.sequencedValues().reversed());
    }

    int forgetConflicts(Collection<String> ids) {
        int before = conflicts.size();
        conflicts.keySet().removeIf(id -> ids.isEmpty() || ids.contains(id));
        return before - conflicts.size();
    }
}
