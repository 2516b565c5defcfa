package ai.pmoves.dox.ports.rows;

import ai.pmoves.dox.domain.rows.Row;
import ai.pmoves.dox.domain.rows.StoreTable;
import ai.pmoves.dox.ports.Reads;
import ai.pmoves.dox.ports.Writes;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes rows into a store as they are, in bulk. Thread-safe, except for two copies of one source. */
public interface RowWriter {

    /**
     * Writes rows of one table, the checkpoint and the corrections, in one transaction: all of it or nothing. A row
     * comes back as it was written, every value by its bits.
     *
     * <p>A row whose key is not there is added. One that is there is replaced where it differs, unless the stored one
     * has a greater revision. Of rows with the same key in one call the last counts. Chunks go into the generation that
     * serves. A vector that is null leaves the one of a stored chunk where the text is the same. Rows that replication
     * wrote to a secondary are left, and count as newer.
     *
     * <p>Refused is a row with an empty key, text that contains U+0000 or half a surrogate pair, a number that is not
     * finite, a {@link ai.pmoves.dox.domain.rows.InvalidValue} value, or a vector without a model or of other
     * dimensions than 384 and 1024.
     *
     * @param checkpoint how far the copy has come with these rows; null to leave what is noted
     * @param corrections which of the rows are corrected ones; a later correction of the same key replaces an earlier
     * @throws ai.pmoves.dox.domain.error.DoxException {@code store.parent-missing}, with the table, if a foreign key of
     *     a row leads nowhere, {@code store.unavailable} if the store is away (whether the transaction was committed is
     *     not known then, and doing it again is harmless), {@code search.model-mismatch} for vectors of another model
     *     than the store's
     * @throws IllegalStateException if the store refuses a row for another reason; where that is a value, the message
     *     names the table, the column and the key
     * @throws IllegalArgumentException if a row is of another table
     */
    @Writes
    Written write(StoreTable table, List<Row> rows, @Nullable Checkpoint checkpoint, List<Correction> corrections);

    /** The same without corrections. */
    @Writes
    default Written write(StoreTable table, List<Row> rows, @Nullable Checkpoint checkpoint) {
        return write(table, rows, checkpoint, List.of());
    }

    /**
     * Like {@link #write} without a checkpoint, but whatever revision the stored rows have: the store is brought to
     * the state of another one.
     *
     * @throws ai.pmoves.dox.domain.error.DoxException as {@link #write}
     */
    @Writes
    Written restore(StoreTable table, List<Row> rows);

    /** Removes the rows with these keys, and with them their children, in one transaction; returns how many of them. */
    @Writes
    int delete(StoreTable table, Collection<String> keys);

    /** Which of these keys are not in the table. Any text is a valid key here. */
    @Reads
    Set<String> missing(StoreTable table, Collection<String> keys);

    /** How far the copy of a source has come with a table, empty if it did not begin or has been forgotten. */
    @Reads
    Optional<Checkpoint> checkpoint(String source, StoreTable table);

    /** Forgets how far the copy of a source has come, so that the next one begins at the beginning. */
    @Writes
    void forget(String source);

    /**
     * Counts the rows of a call by outcome.
     *
     * @param added rows that were not there
     * @param changed rows that replaced another
     * @param unchanged rows that were there as they are
     * @param newer rows that were left, since the stored one has a greater revision
     */
    record Written(long added, long changed, long unchanged, long newer) {
        public static final Written NOTHING = new Written(0, 0, 0, 0);

        public Written plus(Written other) {
            return new Written(
                    added + other.added, changed + other.changed, unchanged + other.unchanged, newer + other.newer);
        }
    }

    /**
     * How far a copy has come with a table.
     *
     * @param source names the copy's source, the same at each attempt
     * @param position of the last row in the source
     * @param key the key of that row there, by which a source that was rearranged meanwhile is recognised
     * @param isDone whether it was the last row of the table
     */
    record Checkpoint(String source, StoreTable table, long position, String key, boolean isDone) {}
}
