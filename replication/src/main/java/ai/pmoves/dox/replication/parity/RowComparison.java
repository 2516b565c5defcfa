package ai.pmoves.dox.replication.parity;

import ai.pmoves.dox.domain.rows.Row;
import ai.pmoves.dox.domain.rows.StoreTable;
import ai.pmoves.dox.domain.search.ModelId;
import ai.pmoves.dox.ports.rows.RowReader;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Compares single rows of two stores, as read at the call. Thread-safe. */
public final class RowComparison {
    private static final int KEYS_OF_A_READ = 200;
    private static final Set<String> VECTOR_COLUMNS = Set.of("embedding_model", "embedding");

    private final RowReader primary;
    private final RowReader secondary;

    public RowComparison(RowReader primary, RowReader secondary) {
        this.primary = primary;
        this.secondary = secondary;
    }

    /** The rows with these keys that differ between the stores, in the order of their keys. */
    public List<Difference> differing(StoreTable table, Collection<String> keys) {
        var differences = new ArrayList<Difference>();
        compare(table, keys, differences::add);
        return differences;
    }

    /** Like {@link #differing}, with only some of the rows in memory at a time. */
    void compare(StoreTable table, Collection<String> keys, Consumer<Difference> differences) {
        var sorted = List.copyOf(new TreeSet<>(keys));
        for (int i = 0; i < sorted.size(); i += KEYS_OF_A_READ) {
            var some = sorted.subList(i, Math.min(sorted.size(), i + KEYS_OF_A_READ));
            var here = byKey(primary.find(table, some));
            var there = byKey(secondary.find(table, some));
            for (var key : some) {
                var mine = here.get(key);
                var other = there.get(key);
                if (!Objects.equals(mine, other)) {
                    differences.accept(new Difference(table, key, mine, other));
                }
            }
        }
    }

    private static Map<String, Row> byKey(List<Row> rows) {
        var byKey = new HashMap<String, Row>();
        rows.forEach(row -> byKey.put(row.id(), row));
        return byKey;
    }

    /**
     * Whether a chunk is the same but for a vector that one of the stores has yet to make: each store's own server
     * makes the vectors that it lacks, and those of its own model.
     *
     * @param modelHere the model of the primary's vectors, if it has any
     * @param modelThere the model of the secondary's vectors
     */
    public static boolean isAwaitingVector(
            Difference difference, @Nullable String modelHere, @Nullable String modelThere) {
        var mine = difference.primary();
        var other = difference.secondary();
        return difference.table() == StoreTable.SEARCH_CHUNKS
                && mine != null
                && other != null
                && VECTOR_COLUMNS.containsAll(difference.columns())
                && !Objects.equals(mine.value("embedding_model"), other.value("embedding_model"))
                && isSound(mine, modelHere)
                && isSound(other, modelThere);
    }

    /** Whether the chunk has a vector from the model that its store's vectors are from, or none. */
    private static boolean isSound(Row chunk, @Nullable String modelOfStore) {
        return chunk.value("embedding_model") instanceof String model
                ? chunk.value("embedding") != null
                        && model.equals(modelOfStore)
                        && ModelId.parse(model).isPresent()
                : chunk.value("embedding_model") == null && chunk.value("embedding") == null;
    }
}
