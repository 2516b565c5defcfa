package ai.pmoves.dox.sqlite;

import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.domain.error.Reason;
import ai.pmoves.dox.domain.error.Remedy;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationState;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteDataSource;

/** Brings a store's file to the schema of this version. */
final class SqliteSchema {
    /** The newest script of this library. */
    static final String VERSION = "20261201000250";

    /** The history of a file that has had every script; a file with the same one needs no Flyway. */
    private static volatile @Nullable List<String> complete;

    private SqliteSchema() {}

    /**
     * Runs the scripts that the file has not had yet.
     *
     * @throws DoxException {@code store.newer-schema} if the file has had a script that this version does not know,
     *     {@code store.unavailable} if a script fails or the file's history of scripts is damaged
     */
    static void migrate(Path file) {
        if (!history(file).equals(complete)) {
            run(file);
            complete = history(file);
        }
    }

    private static List<String> history(Path file) {
        var source = source(file);
        try (var connection = source.getConnection()) {
            return StoredTables.history(connection);
        } catch (SQLException e) {
            throw new DoxException(
                    ErrorCode.STORE_UNAVAILABLE,
                    damaged("The schema history of '%s' cannot be read: %s.".formatted(file, reason(e))),
                    e);
        }
    }

    /** A script that a power failure undoes runs again: no commit has to wait for the disk. */
    private static SQLiteDataSource source(Path file) {
        var pragmas = new SQLiteConfig();
        pragmas.setJournalMode(JournalMode.WAL);
        pragmas.setSynchronous(SynchronousMode.NORMAL);
        var source = new SQLiteDataSource(pragmas);
        source.setUrl("jdbc:sqlite:" + file);
        return source;
    }

    private static void run(Path file) {
        var flyway = Flyway.configure(SqliteSchema.class.getClassLoader())
                .dataSource(source(file))
                .locations("classpath:dox/migrations/sqlite")
                .sqlMigrationPrefix("")
                .sqlMigrationSeparator("_")
                .validateMigrationNaming(true)
                .load();
        var scripts = scripts(file, flyway);
        refuseNewer(file, scripts[scripts.length - 1]);
        try {
            flyway.migrate();
        } catch (RuntimeException e) { // its own exceptions, and those of an unreadable history
            throw new DoxException(
                    ErrorCode.STORE_UNAVAILABLE,
                    damaged("The schema of '%s' could not be brought up to date with %s: %s."
                            .formatted(file, unfinished(scripts).getScript(), reason(e))),
                    e);
        }
    }

    private static MigrationInfo[] scripts(Path file, Flyway flyway) {
        try {
            return flyway.info().all();
        } catch (RuntimeException e) {
            throw new DoxException(
                    ErrorCode.STORE_UNAVAILABLE,
                    damaged("The schema history of '%s' cannot be read: %s.".formatted(file, reason(e))),
                    e);
        }
    }

    private static Reason damaged(String message) {
        return Reason.of(message, Remedy.RESTORE_FILE);
    }

    private static void refuseNewer(Path file, MigrationInfo newest) {
        if (newest.getState().isApplied() && !newest.getState().isResolved()) {
            throw newer(file, String.valueOf(newest.getVersion()));
        }
    }

    private static DoxException newer(Path file, String version) {
        return new DoxException(
                ErrorCode.STORE_NEWER,
                "'%s' was written by a newer version (schema %s).".formatted(file, version),
                Remedy.UPGRADE);
    }

    /**
     * Makes sure that a file can be read as it is.
     *
     * @param version the newest script that it has had
     * @throws DoxException {@code store.not-migrated} or {@code store.newer-schema}
     */
    static void requireCurrent(Path file, String version) {
        if (version.compareTo(VERSION) > 0) {
            throw newer(file, version);
        }
        if (version.compareTo(VERSION) < 0) {
            throw new DoxException(
                    ErrorCode.STORE_NOT_MIGRATED,
                    "'%s' has the tables of an older version (schema %s), and is opened only to read."
                            .formatted(file, version),
                    Remedy.MIGRATE_FILE);
        }
    }

    /** The first script that the file has not had, or had otherwise than it is now. */
    private static MigrationInfo unfinished(MigrationInfo[] scripts) {
        return Arrays.stream(scripts)
                .filter(script -> script.getState() != MigrationState.SUCCESS || !script.isChecksumMatching())
                .findFirst()
                .orElse(scripts[scripts.length - 1]);
    }

    /** The root cause in a sentence: Flyway's own messages add advice for developers. */
    private static String reason(Throwable failure) {
        var cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return String.valueOf(cause.getMessage())
                .lines()
                .filter(line -> !line.startsWith("Validate failed"))
                .findFirst()
                .orElseGet(cause.getClass()::getSimpleName)
                .replaceFirst("(?<=\\w)\\.( .*)?$", "");
    }
}
