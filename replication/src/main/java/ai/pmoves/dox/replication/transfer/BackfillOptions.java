package ai.pmoves.dox.replication.transfer;

import ai.pmoves.dox.domain.rows.StoreTable;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;

/**
 * How to copy.
 *
 * @param tables those that are copied
 * @param batchSize rows of one transaction, 1 to 100,000
 * @param patience how long to retry while the target is away
 */
public record BackfillOptions(Set<StoreTable> tables, int batchSize, Duration patience) {
    public static final int DEFAULT_BATCH_SIZE = 5_000;
    public static final int MAX_BATCH_SIZE = 100_000;

    public BackfillOptions {
        if (batchSize < 1 || batchSize > MAX_BATCH_SIZE) {
            throw new IllegalArgumentException("a batch has 1 to %d rows, not %d".formatted(MAX_BATCH_SIZE, batchSize));
        }
        tables = tables.isEmpty() ? Set.of() : Set.copyOf(tables);
    }

    /** All tables. */
    public static BackfillOptions defaults() {
        return new BackfillOptions(EnumSet.allOf(StoreTable.class), DEFAULT_BATCH_SIZE, Duration.ofSeconds(60));
    }

    public BackfillOptions withTables(Set<StoreTable> other) {
        return new BackfillOptions(other, batchSize, patience);
    }

    public BackfillOptions withBatchSize(int other) {
        return new BackfillOptions(tables, other, patience);
    }

    public BackfillOptions withPatience(Duration other) {
        return new BackfillOptions(tables, batchSize, other);
    }
}
