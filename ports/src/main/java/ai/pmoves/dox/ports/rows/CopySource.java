package ai.pmoves.dox.ports.rows;

import ai.pmoves.dox.domain.rows.Row;
import ai.pmoves.dox.domain.rows.RowCarrier;
import ai.pmoves.dox.domain.rows.StoreTable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A file that is copied into a store: of ours, or of the Python backend. It is only read. Other programs may write to
 * it meanwhile; no lock is held between calls.
 *
 * <p>{@link #count} counts every row, {@link #scan} and {@link #find} leave out the rows that are rejected.
 *
 * <p>Thread-safe. The caller closes it. Implementations pass {@code CopySourceContract}.
 */
public interface CopySource extends RowReader, AutoCloseable {

    /** Names the file in checkpoints: the same for the same file at each attempt. */
    String identity();

    /** The tables that the file has and the stores have not, with the number of their rows. */
    Map<String, Long> foreignTables();

    /**
     * The columns that tables of the file have and the stores have not, as {@code table.column} in the file's names,
     * with the number of their values that are not null.
     */
    Map<String, Long> foreignColumns();

    /**
     * Returns the rows after a position, in the order of their positions, of which no two are the same, from one state
     * of the file. A table that the file has not is empty.
     *
     * @param after the position of the last row that was read, or {@link Long#MIN_VALUE} to begin
     * @param maxRows at least 1; fewer come where they are large, none only at the end
     */
    List<SourceRow> read(StoreTable table, long after, int maxRows);

    /**
     * The values of the row at a position as {@link SourceRow#original} has them, with data issues or without; empty if
     * there is no row.
     */
    Map<String, @Nullable Object> original(StoreTable table, long position);

    /** How many rows of a table come after a position. */
    long countAfter(StoreTable table, long position);

    /** The key of the row at a position, as {@link SourceRow#key} has it, if there is one. */
    Optional<String> keyAt(StoreTable table, long position);

    /**
     * A row that takes the place of a parent which the file lacks, so that its children keep their data.
     *
     * @throws IllegalArgumentException if no table refers to this one
     */
    Row placeholder(StoreTable table, String key);

    /**
     * Reads a row of the reject file again, after a repair. With the values of {@link SourceRow#original} it is the row
     * that it was.
     *
     * @param original the row's values by the names of the file's own columns
     * @throws ai.pmoves.dox.domain.error.DoxException {@code request.invalid}, with the name, for a column that the
     *     file has not, or if one is missing that a row needs
     */
    SourceRow replay(StoreTable table, Map<String, @Nullable Object> original);

    @Override
    void close();

    /**
     * A row of the file, converted or rejected.
     *
     * @param position of the row in its table
     * @param key as the file has it, for reports; a text form where it is no text
     * @param row as the stores keep it, or null if it is rejected
     * @param remarks what had to be repaired, or why it is rejected; empty for most rows
     * @param original the values as the file has them, by its own names of the columns, if there are remarks: null,
     *     numbers, text, or bytes; empty otherwise
     * @param corrects which row of a file this one takes the place of; null for a row of the file itself
     */
    record SourceRow(
            long position,
            String key,
            @Nullable Row row,
            List<Remark> remarks,
            Map<String, @Nullable Object> original,
            @Nullable Corrected corrects)
            implements RowCarrier<SourceRow> {

        public SourceRow(
                long position,
                String key,
                @Nullable Row row,
                List<Remark> remarks,
                Map<String, @Nullable Object> original) {
            this(position, key, row, remarks, original, null);
        }

        /** The key that the row has in the target, or would have if it were not rejected. */
        public String targetKey() {
            return row == null ? key : row.id();
        }

        /** The same row with the values that the file has. */
        public SourceRow withOriginal(Map<String, @Nullable Object> values) {
            return new SourceRow(position, key, row, remarks, values, corrects);
        }

        @Override
        public SourceRow withRow(Row other) {
            return new SourceRow(position, key, other, remarks, original, corrects);
        }

        /** A row without data issues. */
        public static SourceRow clean(long position, Row row) {
            return new SourceRow(position, row.id(), row, List.of(), Map.of());
        }
    }

    /**
     * The row of a file that a correction replaced.
     *
     * @param key that it would have in the target
     * @param originalDigest by which the row of the file is recognised
     */
    record Corrected(String key, String originalDigest) {}

    /**
     * A data issue of a row.
     *
     * @param kind a stable word, for example {@code json.invalid}; docs/operations.md says what each means
     * @param column in the file
     * @param isLossy whether the row in the store no longer tells what the file had, so that the original is kept in
     *     the reject file
     */
    record Remark(String kind, String column, String detail, boolean isLossy) {}
}
