package ai.pmoves.dox.app.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/** Everything that a command could have changed: two of them are equal if nothing was. */
record Traces(Map<String, String> files, Map<String, String> tables) {

    /** The files below a folder by their content, and every table of a database by its rows. */
    static Traces of(Path folder, String databaseUrl) {
        return new Traces(files(folder), tables(databaseUrl));
    }

    private static Map<String, String> files(Path folder) {
        var files = new TreeMap<String, String>();
        try (var all = Files.walk(folder)) {
            for (var path : all.toList()) {
                var content = Files.isDirectory(path)
                        ? "a folder"
                        : Files.size(path) + " bytes, " + Arrays.hashCode(Files.readAllBytes(path));
                files.put(folder.relativize(path).toString(), content);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return files;
    }

    private static Map<String, String> tables(String url) {
        var tables = new TreeMap<String, String>();
        try (var connection = DriverManager.getConnection(url);
                var statement = connection.createStatement()) {
            try (var names = statement.executeQuery("select format('%I.%I', schemaname, tablename) from pg_tables"
                    + " where schemaname in ('public', 'dox')")) {
                while (names.next()) {
                    tables.put(names.getString(1), "");
                }
            }
            for (var table : tables.entrySet()) {
                try (var rows = statement.executeQuery("select count(*) || ' rows, ' || coalesce(md5(string_agg("
                        + "t::text, '|' order by t::text)), '') from " + table.getKey() + " t")) {
                    rows.next();
                    table.setValue(rows.getString(1));
                }
            }
            return tables;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
