package ai.pmoves.dox.replication.parity;

import ai.pmoves.dox.domain.rows.BucketSums;
import ai.pmoves.dox.domain.rows.RowDigest;
import ai.pmoves.dox.domain.rows.StoreTable;
import ai.pmoves.dox.ports.rows.RowReader;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The result of one pass over a store's table.
 *
 * @param model that most chunks with a vector have it from; null if the table has none
 */
record TablePass(BucketSums sums, @Nullable String model) {
    private static final int MODEL = StoreTable.SEARCH_CHUNKS.indexOf("embedding_model");

    static TablePass over(RowReader store, StoreTable table) {
        var sums = new BucketSums();
        var digest = new RowDigest();
        var models = new HashMap<String, Integer>();
        store.scan(table, row -> {
            sums.add(row.id(), digest.of(row));
            if (table == StoreTable.SEARCH_CHUNKS && row.value(MODEL) instanceof String model) {
                models.merge(model, 1, Integer::sum);
            }
        });
        return new TablePass(sums, mostFrequent(models));
    }

    private static @Nullable String mostFrequent(Map<String, Integer> models) {
        return models.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .orElse(null);
    }
}
