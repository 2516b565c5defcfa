package ai.pmoves.dox.app.cli;

import ai.pmoves.dox.domain.rows.Row;
import ai.pmoves.dox.domain.rows.StoreTable;
import ai.pmoves.dox.ports.rows.CopySource;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A reject file whose rows are copied again after they were mended; parents come from the file that it was made from.
 * A row's position is its line.
 */
final class ReplaySource implements CopySource {
    private final Path rejects;
    private final CopySource origin;

    /** @param origin stays the caller's to close */
    ReplaySource(Path rejects, CopySource origin) {
        this.rejects = rejects;
        this.origin = origin;
    }

    @Override
    public String identity() {
        return "replay of " + rejects.toAbsolutePath().normalize();
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
        long[] count = {0};
        RejectFile.read(rejects, (number, line) -> {
            count[0] += line.table() == table ? 1 : 0;
            return true;
        });
        return count[0];
    }

    @Override
    public List<SourceRow> read(StoreTable table, long after, int maxRows) {
        var rows = new ArrayList<SourceRow>();
        RejectFile.read(rejects, (number, line) -> {
            if (line.table() == table && number > after) {
                rows.add(at(number, origin.replay(table, line.row())));
            }
            return rows.size() < maxRows;
        });
        return rows;
    }

    private static SourceRow at(long position, SourceRow row) {
        return new SourceRow(position, row.key(), row.row(), row.remarks(), row.original());
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
            var row = line.table() == table ? origin.replay(table, line.row()).row() : null;
            if (row != null) {
                sink.accept(row);
            }
            return true;
        });
    }

    @Override
    public List<Row> find(StoreTable table, Collection<String> keys) {
        return origin.find(table, keys);
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
