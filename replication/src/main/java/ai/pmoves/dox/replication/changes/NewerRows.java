package ai.pmoves.dox.replication.changes;

import ai.pmoves.dox.domain.rows.Row;
import ai.pmoves.dox.domain.sync.RowKey;
import ai.pmoves.dox.domain.sync.Version;
import ai.pmoves.dox.ports.sync.StoreSync;
import ai.pmoves.dox.replication.parity.Difference;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Decides which side of a difference is newer. Thread-safe. */
public final class NewerRows {
    private final @Nullable StoreSync primary;
    private final @Nullable StoreSync secondary;

    private NewerRows(@Nullable StoreSync primary, @Nullable StoreSync secondary) {
        this.primary = primary;
        this.secondary = secondary;
    }

    /** Of two stores that are a pair, by the versions of their rows. */
    public static NewerRows ofPair(StoreSync primary, StoreSync secondary) {
        return new NewerRows(primary, secondary);
    }

    /** Of two sides without versions, by the rows' values. */
    public static NewerRows ofRows() {
        return new NewerRows(null, null);
    }

    /** Which side of a difference is the newer one. */
    public enum Newer {
        PRIMARY,
        SECONDARY,
        /** That is not known. */
        UNKNOWN
    }

    /** @param because the reason for the decision, for people */
    public record Age(Newer newer, String because) {}

    /** The ages of these differences, by their rows. */
    public Map<RowKey, Age> of(Collection<Difference> differences) {
        var keys = differences.stream().map(NewerRows::key).toList();
        var here = primary == null ? Map.<RowKey, Version>of() : primary.versions(keys);
        var there = secondary == null ? Map.<RowKey, Version>of() : secondary.versions(keys);
        var ages = new HashMap<RowKey, Age>();
        for (var difference : differences) {
            var key = key(difference);
            ages.put(
                    key,
                    byVersion(here.getOrDefault(key, Version.NONE), there.getOrDefault(key, Version.NONE))
                            .or(() -> byRevision(difference))
                            .or(() -> byTime(difference))
                            .orElseGet(() -> unknown(here.getOrDefault(key, Version.NONE))));
        }
        return ages;
    }

    private static RowKey key(Difference difference) {
        return new RowKey(difference.table(), difference.key());
    }

    private static Optional<Age> byVersion(Version here, Version there) {
        if (here.equals(there)) {
            return Optional.empty();
        }
        if (here.counter() == there.counter()) {
            return Optional.of(new Age(
                    Newer.UNKNOWN, "versions %s and %s, made without knowing each other".formatted(here, there)));
        }
        return Optional.of(age(here.compareTo(there), "version", here, there));
    }

    private static Optional<Age> byRevision(Difference difference) {
        return compared(difference, "revision", Long.class);
    }

    private static Optional<Age> byTime(Difference difference) {
        return compared(difference, "created_at", Instant.class);
    }

    private static <T extends Comparable<T>> Optional<Age> compared(
            Difference difference, String column, Class<T> type) {
        var here = value(difference.primary(), column, type);
        var there = value(difference.secondary(), column, type);
        return here == null || there == null || here.equals(there)
                ? Optional.empty()
                : Optional.of(age(here.compareTo(there), column, here, there));
    }

    private static <T> @Nullable T value(@Nullable Row row, String column, Class<T> type) {
        int index = row == null ? -1 : row.table().indexOf(column);
        var value = row == null || index < 0 ? null : row.value(index);
        return type.isInstance(value) ? type.cast(value) : null;
    }

    private static Age age(int order, String what, Object here, Object there) {
        return order > 0
                ? new Age(Newer.PRIMARY, "%s %s, the other one has %s".formatted(what, here, there))
                : new Age(Newer.SECONDARY, "%s %s, the other one has %s".formatted(what, there, here));
    }

    private static Age unknown(Version both) {
        return new Age(
                Newer.UNKNOWN,
                both.equals(Version.NONE)
                        ? "neither side has a version of it"
                        : "both have version %s, so that one was changed past this program".formatted(both));
    }
}
