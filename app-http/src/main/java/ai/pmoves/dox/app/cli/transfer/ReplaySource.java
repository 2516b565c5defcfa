package ai.pmoves.dox.app.cli.transfer;

import ai.pmoves.dox.app.Stores;
import ai.pmoves.dox.app.cli.support.RejectLine;
import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.domain.rows.Row;
import ai.pmoves.dox.domain.rows.StoreTable;
import ai.pmoves.dox.ports.rows.CopySource;
import ai.pmoves.dox.replication.transfer.SourceDigest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A file of rows that are copied again: of rejected ones after they were corrected, whose parents come from the file that
 * they are from, or of rows that a command removed from a store. A row's position is its line.
 */
final class ReplaySource implements CopySource {
    private final Path rejects;
    private final CopySource origin;
    private final CopySource kept = Stores.keptRows();

    /** @param origin stays the caller's to close */
    ReplaySource(Path rejects, CopySource origin) {
        this.rejects = rejects;
        this.origin = origin;
    }

    /** Another one when the file was edited, so that an interrupted replay of it begins anew. */
    @Override
    public String identity() {
        try {
            return "replay of %s, %d bytes of %s"
                    .formatted(
                            rejects.toAbsolutePath().normalize(),
                            Files.size(rejects),
                            Files.getLastModifiedTime(rejects));
        } catch (IOException e) {
            throw new DoxException(
                    ErrorCode.PATH_INVALID, "The reject file '%s' cannot be read: %s".formatted(rejects, e), e);
        }
    }

    @Override
    public String description() {
        return rejects.toString();
    }

    @Override
    public Map<String, Long> foreignTables() {
        return Map.of();
    }

    @Override
    public Map<String, Long> foreignColumns() {
        return Map.of();
    }

    @Override
    public long count(StoreTable table) {
        return countAfter(table, 0);
    }

    @Override
    public List<SourceRow> read(StoreTable table, long after, int maxRows) {
        var rows = new ArrayList<SourceRow>();
        RejectFile.read(rejects, (number, line) -> {
            if (line.table() == table && number > after) {
                rows.add(sourceRow(number, line));
            }
            return rows.size() < maxRows;
        });
        return rows;
    }

    private SourceRow sourceRow(long position, RejectLine line) {
        if (!line.isKept()) {
            return corrected(position, line, origin.replay(line.table(), line.row()));
        }
        var row = kept.replay(line.table(), line.row());
        return new SourceRow(position, row.key(), row.row(), row.remarks(), line.row());
    }

    /** The values are those of the line, so that a row that is rejected again is kept whole. */
    private static SourceRow corrected(long position, RejectLine line, SourceRow row) {
        boolean isKnown = line.digest().isEmpty() || line.digest().equals(SourceDigest.of(row));
        var corrects = isKnown ? null : new Corrected(line.targetId(), line.digest());
        return new SourceRow(position, row.key(), row.row(), row.remarks(), line.row(), corrects);
    }

    @Override
    public Map<String, @Nullable Object> original(StoreTable table, long position) {
        var original = new LinkedHashMap<String, @Nullable Object>();
        RejectFile.read(rejects, (number, line) -> {
            if (number == position) {
                original.putAll(line.row());
            }
            return number < position;
        });
        return original;
    }

    @Override
    public long countAfter(StoreTable table, long position) {
        long[] count = {0};
        RejectFile.read(rejects, (number, line) -> {
            count[0] += line.table() == table && number > position ? 1 : 0;
            return true;
        });
        return count[0];
    }

    @Override
    public Optional<String> keyAt(StoreTable table, long position) {
        return read(table, position - 1, 1).stream()
                .filter(row -> row.position() == position)
                .map(SourceRow::key)
                .findFirst();
    }

    @Override
    public void scan(StoreTable table, Consumer<Row> sink) {
        RejectFile.read(rejects, (number, line) -> {
            var row = line.table() == table ? sourceRow(number, line).row() : null;
            if (row != null) {
                sink.accept(row);
            }
            return true;
        });
    }

    @Override
    public List<Row> find(StoreTable table, Collection<String> keys) {
        var rows = new LinkedHashMap<String, Row>();
        var wanted = new HashSet<>(keys);
        scan(table, row -> {
            if (wanted.contains(row.id())) {
                rows.put(row.id(), row);
            }
        });
        wanted.removeAll(rows.keySet());
        var found = new ArrayList<>(rows.values());
        found.addAll(origin.find(table, wanted));
        return found;
    }

    @Override
    public Row placeholder(StoreTable table, String key) {
        return origin.placeholder(table, key);
    }

    @Override
    public SourceRow replay(StoreTable table, Map<String, @Nullable Object> original) {
        return origin.replay(table, original);
    }

    @Override
    public void close() {
        // the origin is not ours
    }
}
