package ai.pmoves.dox.replication.pair;

import static java.util.Objects.requireNonNull;

import ai.pmoves.dox.domain.rows.Row;
import ai.pmoves.dox.domain.rows.StoreTable;
import ai.pmoves.dox.domain.sync.ReplicationRole;
import ai.pmoves.dox.ports.rows.RowReader;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * A store that may become part of a pair.
 *
 * @param side which of the two it would be
 * @param name {@code sqlite} or {@code supabase}
 * @param role its current role
 * @param hasMet whether it has taken changes from the shared store of an id before
 */
public record PairCandidate(Side side, String name, ReplicationRole role, RowReader rows, Predicate<String> hasMet) {
    public PairCandidate {
        requireNonNull(side, "side");
        requireNonNull(name, "name");
        requireNonNull(role, "role");
        requireNonNull(rows, "rows");
        requireNonNull(hasMet, "hasMet");
    }

    public static PairCandidate of(Edge edge) {
        return new PairCandidate(
                Side.EDGE, edge.store().name(), edge.sync().role(), edge.store().rows(), hubId -> edge.sync()
                        .place(hubId)
                        .isPresent());
    }

    public static PairCandidate of(Hub hub) {
        return new PairCandidate(
                Side.HUB, hub.store().name(), hub.sync().role(), hub.store().rows(), hubId -> false);
    }

    /** An embedded store that is created with the pair; it has no rows. */
    public static PairCandidate notMadeYet(String name, String description) {
        return new PairCandidate(
                Side.EDGE, name, new ReplicationRole("", null, 0), new NoRows(description), hubId -> false);
    }

    /** Its name and location. */
    String text() {
        return "%s (%s)".formatted(name, rows.description());
    }

    /** How many rows it has in each table, without tables that are empty. */
    Map<StoreTable, Long> count() {
        return count(rows);
    }

    static Map<StoreTable, Long> count(RowReader rows) {
        var counts = new EnumMap<StoreTable, Long>(StoreTable.class);
        for (var table : StoreTable.values()) {
            long count = rows.count(table);
            if (count > 0) {
                counts.put(table, count);
            }
        }
        return counts;
    }

    private record NoRows(String description) implements RowReader {
        @Override
        public long count(StoreTable table) {
            return 0;
        }

        @Override
        public void scan(StoreTable table, Consumer<Row> sink) {
            // there are none
        }

        @Override
        public List<Row> find(StoreTable table, Collection<String> keys) {
            return List.of();
        }
    }
}
