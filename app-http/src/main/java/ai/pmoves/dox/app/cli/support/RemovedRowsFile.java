package ai.pmoves.dox.app.cli.support;

import ai.pmoves.dox.app.Stores;
import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.domain.rows.Row;
import ai.pmoves.dox.domain.sync.RowKey;
import ai.pmoves.dox.replication.parity.RemovedRows;
import java.io.BufferedOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The rows that a command removes from a store or replaces there, as {@code dox backfill --replay} takes them: a
 * {@link RejectLine} for each. The file is made by the first row, and never replaces another one. Not thread-safe.
 */
public final class RemovedRowsFile implements RemovedRows, AutoCloseable {
    private final Path file;
    private final String store;
    private final String reason;
    private @Nullable FileOutputStream out;
    private @Nullable OutputStream buffer;
    private long rows;

    /**
     * @param store which the rows are removed from
     * @param reason why, for people
     */
    RemovedRowsFile(Path file, String store, String reason) {
        this.file = file;
        this.store = store;
        this.reason = reason;
    }

    public Path file() {
        return file;
    }

    /** How many rows are in the file. */
    public long rows() {
        return rows;
    }

    @Override
    public void keep(Row row) {
        keep(new RowKey(row.table(), row.id()), Stores.valuesToKeep(row));
    }

    /** @param values from {@link Stores#valuesToKeep(Row)} */
    public void keep(RowKey key, Map<String, @Nullable Object> values) {
        try {
            if (buffer == null) {
                open();
            }
            buffer.write(RejectLine.removed(key, values, store, reason).encoded());
            buffer.write('\n');
            rows++;
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    private void open() throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.createFile(file);
        out = new FileOutputStream(file.toFile());
        buffer = new BufferedOutputStream(out);
    }

    @Override
    public void flush() {
        try {
            if (buffer != null && out != null) {
                buffer.flush();
                out.getFD().sync();
            }
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    @Override
    public void close() {
        flush();
        try {
            if (out != null) {
                out.close();
            }
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    private DoxException unusable(IOException e) {
        return new DoxException(
                ErrorCode.PATH_INVALID,
                "The file '%s', which is to keep the rows that are removed, cannot be used: %s. Name another one with --keep."
                        .formatted(file, e),
                e);
    }
}
