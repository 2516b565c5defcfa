package ai.pmoves.dox.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What is so in the stores of an operator, seen past the program. Not thread-safe. */
final class OperatorTruth {
    private static final List<String> TABLES = List.of("artifacts", "documents", "evidence", "facts");

    private final Path folder;
    private final String database;
    private final Set<String> acknowledged = new TreeSet<>();
    private final List<String> others = new ArrayList<>();

    OperatorTruth(Path folder, String database) {
        this.folder = folder;
        this.database = database;
    }

    /** The program has said that it has this file. */
    void acknowledge(String filename) {
        acknowledged.add(filename);
    }

    /** A database that was moved away, or is a dump, has rows, too. */
    void alsoIn(String url) {
        others.add(url);
    }

    /** Each acknowledged file is in a store, or in a file that keeps what was removed or rejected. */
    void assertNothingLost(String after) {
        var missing = new TreeSet<>(acknowledged);
        missing.removeAll(names(database));
        others.forEach(url -> missing.removeAll(names(url)));
        files("db.sqlite3").forEach(file -> missing.removeAll(names("jdbc:sqlite:" + file)));
        if (!missing.isEmpty()) {
            var kept =
                    new StringBuilder(String.join(" ", ask(database, "select lost_row::text from dox.sync_conflicts")));
            files(".ndjson").forEach(file -> kept.append(read(file)));
            missing.removeIf(name -> kept.indexOf("\"" + name + "\"") >= 0);
        }
        assertThat(missing).as("acknowledged, and lost after " + after).isEmpty();
    }

    private static Set<String> names(String url) {
        return new TreeSet<>(ask(url, "select filename from artifacts"));
    }

    /** Whether the rows of a device's file and those of the database have the same ids and names. */
    boolean isEqual(Path home) {
        return rows("jdbc:sqlite:" + home.resolve("db.sqlite3")).equals(rows(database));
    }

    private static Map<String, List<String>> rows(String url) {
        var rows = new TreeMap<String, List<String>>();
        for (var table : TABLES) {
            rows.put(table, ask(url, "select id from " + table + " order by id"));
        }
        rows.put("names", ask(url, "select filename from artifacts order by id"));
        return rows;
    }

    /** All that a command which only looks must not change: not the record of comparisons. */
    Map<String, Object> state() {
        var state = new TreeMap<String, Object>(Traces.of(folder, database).tables());
        state.remove("dox.sync_history");
        for (var file : files("db.sqlite3")) {
            var url = "jdbc:sqlite:" + file;
            state.put(file + " rows", rows(url));
            state.put(file + " standing", ask(url, "select coalesce(primary_id, '') || ' ' || epoch from sync_state"));
            state.put(
                    file + " waiting",
                    ask(url, "select table_name || key from sync_changes where base_counter is not null"));
            state.put(file + " letters", ask(url, "select table_name || key from sync_dead_letters"));
        }
        state.put("files", files("db.sqlite3"));
        state.put("kept", files(".ndjson").size());
        return state;
    }

    /** What a store has; nothing of a file without tables, whose command was killed while it made them. */
    private static List<String> ask(String url, String query) {
        try (var connection = DriverManager.getConnection(url);
                var statement = connection.createStatement();
                var found = statement.executeQuery(query)) {
            var values = new ArrayList<String>();
            while (found.next()) {
                values.add(String.valueOf(found.getString(1)));
            }
            return values;
        } catch (SQLException e) {
            if (url.startsWith("jdbc:sqlite:") && String.valueOf(e.getMessage()).contains("no such table")) {
                return List.of();
            }
            throw new IllegalStateException(query + " on " + url, e);
        }
    }

    /** The files whose names end so. */
    List<Path> files(String end) {
        try (var all = Files.walk(folder)) {
            return all.filter(file -> file.getFileName().toString().endsWith(end))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
