package ai.pmoves.dox.supabase;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;

/** The scripts as files, and as someone runs them who is not our runner. */
final class Scripts {
    /** Seen from the module, whose tests run in its folder. */
    private static final Path FOLDER = Path.of("..", "migrations", "supabase", "migrations");

    private Scripts() {}

    /** In the order in which they are run. */
    static List<Path> files() {
        try (var files = Files.list(FOLDER)) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs the first so many of them as {@code supabase db push} does: each in a transaction. */
    static void push(String url, int howMany) throws SQLException {
        push(url, 0, howMany);
    }

    static void push(String url, int from, int to) throws SQLException {
        try (var connection = DriverManager.getConnection(url)) {
            Sql.run(connection, "set search_path to \"$user\", public, extensions");
            connection.setAutoCommit(false);
            for (var file : files().subList(from, to)) {
                push(connection, file);
            }
        }
    }

    private static void push(Connection connection, Path file) throws SQLException {
        try {
            Sql.run(connection, Files.readString(file));
            connection.commit();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
