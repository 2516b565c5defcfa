package ai.pmoves.dox.ports.rows;

import ai.pmoves.dox.domain.rows.Row;
import ai.pmoves.dox.domain.rows.StoreTable;
import ai.pmoves.dox.ports.Reads;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;

/** Rows of a store, or of a file that can be read as one, each table in one pass. Thread-safe. */
public interface RowReader {

    /** The source, for people: the path of a file, or the address of a database without its password. */
    @Reads
    String description();

    /** How many rows of a table there are. */
    @Reads
    long count(StoreTable table);

    /**
     * Hands every row of a table to the sink, in any order, in one pass and in memory that does not grow with their
     * number. Concurrent changes may be seen or not.
     *
     * @throws ai.pmoves.dox.domain.error.DoxException {@code store.unavailable} if it cannot be read, or what the sink
     *     throws; the sink has then seen only some of the rows
     */
    @Reads
    void scan(StoreTable table, Consumer<Row> sink);

    /** The rows with these keys, each once, in any order; without absent ones. Any text is a valid key here. */
    @Reads
    List<Row> find(StoreTable table, Collection<String> keys);
}
