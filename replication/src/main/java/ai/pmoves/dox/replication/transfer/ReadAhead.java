package ai.pmoves.dox.replication.transfer;

import ai.pmoves.dox.domain.rows.StoreTable;
import ai.pmoves.dox.ports.rows.CopySource;
import ai.pmoves.dox.ports.rows.CopySource.SourceRow;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;

/** Reads the next rows of a table while the last ones are being written. Not thread-safe. */
final class ReadAhead {
    private final CopySource source;
    private final StoreTable table;
    private final int maxRows;
    private final Executor reader;
    private CompletableFuture<List<SourceRow>> next;

    /** @param reader runs what is read ahead, one at a time */
    ReadAhead(CopySource source, StoreTable table, long after, int maxRows, Executor reader) {
        this.source = source;
        this.table = table;
        this.maxRows = maxRows;
        this.reader = reader;
        this.next = readAfter(after);
    }

    private CompletableFuture<List<SourceRow>> readAfter(long position) {
        return CompletableFuture.supplyAsync(() -> source.read(table, position, maxRows), reader);
    }

    /** The next rows in order, none at the end. */
    List<SourceRow> next() {
        List<SourceRow> rows;
        try {
            rows = next.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
        if (!rows.isEmpty()) {
            next = readAfter(rows.getLast().position());
        }
        return rows;
    }
}
