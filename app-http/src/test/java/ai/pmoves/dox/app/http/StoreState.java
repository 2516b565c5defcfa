package ai.pmoves.dox.app.http;

import ai.pmoves.dox.domain.rows.Row;
import ai.pmoves.dox.domain.rows.StoreTable;
import ai.pmoves.dox.ports.store.Store;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * All rows and all files of a server, but for the vectors that come in the background: what did nothing left the same.
 */
record StoreState(Map<StoreTable, Set<String>> rows, Set<String> files) {

    static StoreState of(ServerExtension server) {
        var rows = new EnumMap<StoreTable, Set<String>>(StoreTable.class);
        for (var table : StoreTable.values()) {
            rows.put(table, rows(server.dox().store(), table));
        }
        var files = new TreeSet<>(files(server.home(), "uploads"));
        files.addAll(files(server.home(), "artifacts"));
        return new StoreState(rows, files);
    }

    private static Set<String> rows(Store store, StoreTable table) {
        var rows = new TreeSet<String>();
        store.rows().scan(table, row -> rows.add(withoutVector(row).toString()));
        return rows;
    }

    private static Row withoutVector(Row row) {
        return row.table() == StoreTable.SEARCH_CHUNKS
                ? row.with("embedding", null).with("embedding_model", null)
                : row;
    }

    private static Set<String> files(Path home, String folder) {
        try (var files = Files.walk(home.resolve(folder))) {
            return files.filter(Files::isRegularFile)
                    .map(file -> home.relativize(file).toString())
                    .collect(Collectors.toSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How many rows of the table there are. */
    int count(StoreTable table) {
        return rows.get(table).size();
    }
}
