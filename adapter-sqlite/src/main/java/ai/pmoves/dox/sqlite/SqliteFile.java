package ai.pmoves.dox.sqlite;

import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.ErrorCode;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.sqlite.SQLiteConfig;

/** The store's file: told from files of others before anything is written, then brought to the schema. */
final class SqliteFile {
    private static final byte[] MAGIC = "SQLite format 3\0".getBytes(StandardCharsets.US_ASCII);

    /** What stands in a file that another process is just making, or that is empty. */
    private static final Set<String> IN_THE_MAKING = Set.of("flyway_schema_history", "sqlite_sequence");

    private SqliteFile() {}

    /** Makes sure that the file is ours or new, and migrates it. */
    static void prepare(Path file) {
        if (exists(file)) {
            refuseForeign(file);
        }
        migrateAlone(file);
    }

    /** Two processes may open a new store at once: one migrates, the other waits and finds it done. */
    private static synchronized void migrateAlone(Path file) {
        var lockFile = file.resolveSibling(file.getFileName() + ".open.lock");
        try (var channel = FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            channel.lock(); // until the channel is closed
            SqliteSchema.migrate(file);
        } catch (IOException e) {
            throw new DoxException(
                    ErrorCode.STORE_UNAVAILABLE, "The lock file '%s' cannot be used: %s".formatted(lockFile, e), e);
        }
    }

    private static boolean exists(Path file) {
        try {
            var folder = file.toAbsolutePath().getParent();
            Files.createDirectories(folder);
            if (!Files.exists(file) || Files.size(file) == 0) {
                return false;
            }
            try (var in = Files.newInputStream(file)) {
                if (!Arrays.equals(in.readNBytes(MAGIC.length), MAGIC)) {
                    throw new DoxException(
                            ErrorCode.STORE_FOREIGN,
                            "'%s' is no SQLite file. Name another file in DB_PATH.".formatted(file));
                }
            }
            return true;
        } catch (IOException e) {
            throw new DoxException(
                    ErrorCode.STORE_UNAVAILABLE, "The store's file '%s' cannot be used: %s".formatted(file, e), e);
        }
    }

    private static void refuseForeign(Path file) {
        var tables = tables(file);
        if (tables.contains("search_state") || IN_THE_MAKING.containsAll(tables)) {
            return;
        }
        if (tables.contains("artifact") || tables.contains("logentry") || tables.contains("apiendpoint")) {
            throw new DoxException(ErrorCode.STORE_LEGACY, """
                    '%s' is a database of the Python backend. It was not changed. Name a new file in DB_PATH and \
                    bring the data over with: dox backfill --from-sqlite %s""".formatted(file, file));
        }
        throw new DoxException(
                ErrorCode.STORE_FOREIGN,
                "'%s' is a database of another program (its tables: %s). It was not changed. Name another file in DB_PATH."
                        .formatted(
                                file,
                                String.join(
                                        ", ", tables.stream().sorted().limit(8).toList())));
    }

    private static Set<String> tables(Path file) {
        var readOnly = new SQLiteConfig();
        readOnly.setReadOnly(true);
        try (Connection connection = readOnly.createConnection("jdbc:sqlite:" + file);
                var statement = connection.createStatement();
                var rows = statement.executeQuery("select name from sqlite_master where type = 'table'")) {
            var names = new HashSet<String>();
            while (rows.next()) {
                names.add(rows.getString(1));
            }
            return names;
        } catch (SQLException e) {
            throw new DoxException(
                    ErrorCode.STORE_CORRUPT,
                    "'%s' cannot be read as a SQLite file: %s. Restore it from a backup or name another file in DB_PATH."
                            .formatted(file, e.getMessage()),
                    e);
        }
    }
}
