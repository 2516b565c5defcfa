package ai.pmoves.dox.sqlite;

import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.domain.error.Reason;
import ai.pmoves.dox.domain.error.Remedy;
import ai.pmoves.dox.sqlite.file.ReadOnlySqlite;
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

/** The store's file: distinguished from other programs' files before any write, then migrated. */
final class SqliteFile {
    private static final byte[] MAGIC = "SQLite format 3\0".getBytes(StandardCharsets.US_ASCII);

    /** The tables of a file that another process is creating, or that is empty. */
    private static final Set<String> IN_THE_MAKING = Set.of("flyway_schema_history", "sqlite_sequence");

    private SqliteFile() {}

    /** Makes sure that the file is ours or new, and migrates it. */
    static void prepare(Path file) {
        if (exists(file)) {
            refuseForeign(file, tables(file));
        }
        migrateAlone(file);
    }

    /**
     * Opens a file that is there, and ours, without touching it; the caller closes it.
     *
     * @throws DoxException {@code store.missing} if there is none, or as {@link #prepare}
     */
    static ReadOnlySqlite openReadOnly(Path file) {
        requireThere(file);
        var opened = ReadOnlySqlite.open(file);
        try {
            var tables = Set.copyOf(opened.read(StoredTables::names));
            if (isInTheMaking(tables)) {
                throw missing(file);
            }
            refuseForeign(file, tables);
            SqliteSchema.requireCurrent(file, opened.read(StoredTables::version));
            return opened;
        } catch (RuntimeException e) {
            opened.close();
            throw e;
        }
    }

    /** @throws DoxException {@code store.missing} if there is nothing in the file, or no file */
    static void requireThere(Path file) {
        var folder = file.toAbsolutePath().getParent();
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            throw new DoxException(
                    ErrorCode.STORE_UNAVAILABLE,
                    "Cannot use the folder of the store's file '%s': '%s' is none.".formatted(file, folder));
        }
        if (!hasContent(file)) {
            throw missing(file);
        }
    }

    private static DoxException missing(Path file) {
        return new DoxException(
                ErrorCode.STORE_MISSING,
                "There is no store at '%s' yet. Is this the right folder?".formatted(file),
                Remedy.NAME_LIBRARY);
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
            Files.createDirectories(file.toAbsolutePath().getParent());
        } catch (IOException e) {
            throw unusable(file, e);
        }
        return hasContent(file);
    }

    private static boolean hasContent(Path file) {
        try {
            if (!Files.exists(file) || Files.size(file) == 0) {
                return false;
            }
            try (var in = Files.newInputStream(file)) {
                if (!Arrays.equals(in.readNBytes(MAGIC.length), MAGIC)) {
                    throw new DoxException(
                            ErrorCode.STORE_FOREIGN,
                            "'%s' is no SQLite file.".formatted(file),
                            Remedy.NAME_ANOTHER_FILE);
                }
            }
            return true;
        } catch (IOException e) {
            throw unusable(file, e);
        }
    }

    private static DoxException unusable(Path file, IOException e) {
        return new DoxException(
                ErrorCode.STORE_UNAVAILABLE, "The store's file '%s' cannot be used: %s".formatted(file, e), e);
    }

    private static boolean isInTheMaking(Set<String> tables) {
        return IN_THE_MAKING.containsAll(tables);
    }

    private static void refuseForeign(Path file, Set<String> tables) {
        if (tables.contains("search_state") || isInTheMaking(tables)) {
            return;
        }
        if (tables.contains("artifact") || tables.contains("logentry") || tables.contains("apiendpoint")) {
            throw new DoxException(
                    ErrorCode.STORE_LEGACY,
                    "'%s' is a database of the Python backend. It was not changed.".formatted(file),
                    Remedy.COPY_LEGACY_FILE);
        }
        throw new DoxException(
                ErrorCode.STORE_FOREIGN,
                "'%s' is a database of another program (its tables: %s). It was not changed."
                        .formatted(
                                file,
                                String.join(
                                        ", ", tables.stream().sorted().limit(8).toList())),
                Remedy.NAME_ANOTHER_FILE);
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
                    Reason.of(
                            "'%s' cannot be read as a SQLite file: %s.".formatted(file, e.getMessage()),
                            Remedy.RESTORE_FILE),
                    e);
        }
    }
}
