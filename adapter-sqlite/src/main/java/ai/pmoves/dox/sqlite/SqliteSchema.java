package ai.pmoves.dox.sqlite;

import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.ErrorCode;
import java.nio.file.Path;
import java.util.Arrays;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationState;

/** Brings a store's file to the schema of this version. */
final class SqliteSchema {
    /** The newest script that this library brings along. */
    static final String VERSION = "20261201000150";

    private static final String ADVICE = "Restore the file from a backup, or name another one in DB_PATH.";

    private SqliteSchema() {}

    /**
     * Runs the scripts that the file has not had yet.
     *
     * @throws DoxException {@code store.newer-schema} if the file has had a script that this version does not know,
     *     {@code store.unavailable} if a script fails or the file's history of scripts is damaged
     */
    static void migrate(Path file) {
        var flyway = Flyway.configure(SqliteSchema.class.getClassLoader())
                .dataSource("jdbc:sqlite:" + file, null, null)
                .locations("classpath:dox/migrations/sqlite")
                .sqlMigrationPrefix("")
                .sqlMigrationSeparator("_")
                .validateMigrationNaming(true)
                .load();
        var scripts = scripts(file, flyway);
        refuseNewer(file, scripts[scripts.length - 1]);
        try {
            flyway.migrate();
        } catch (RuntimeException e) { // its own exceptions, and those of a history that it cannot make sense of
            throw new DoxException(
                    ErrorCode.STORE_UNAVAILABLE,
                    "The schema of '%s' could not be brought up to date with %s: %s. %s"
                            .formatted(file, unfinished(scripts).getScript(), reason(e), ADVICE),
                    e);
        }
    }

    private static MigrationInfo[] scripts(Path file, Flyway flyway) {
        try {
            return flyway.info().all();
        } catch (RuntimeException e) {
            throw new DoxException(
                    ErrorCode.STORE_UNAVAILABLE,
                    "The schema history of '%s' cannot be read: %s. %s".formatted(file, reason(e), ADVICE),
                    e);
        }
    }

    private static void refuseNewer(Path file, MigrationInfo newest) {
        if (newest.getState().isApplied() && !newest.getState().isResolved()) {
            throw newer(file, String.valueOf(newest.getVersion()));
        }
    }

    private static DoxException newer(Path file, String version) {
        return new DoxException(
                ErrorCode.STORE_NEWER,
                "'%s' was written by a newer version (schema %s). Upgrade, or name another file in DB_PATH."
                        .formatted(file, version));
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
            throw new DoxException(ErrorCode.STORE_NOT_MIGRATED, """
                    '%s' has the tables of an older version (schema %s), and this command changes nothing. Every command \
                    that writes brings them up to date, and so does: dox migrate""".formatted(file, version));
        }
    }

    /** The first script that the file has not had, or had otherwise than it is now. */
    private static MigrationInfo unfinished(MigrationInfo[] scripts) {
        return Arrays.stream(scripts)
                .filter(script -> script.getState() != MigrationState.SUCCESS || !script.isChecksumMatching())
                .findFirst()
                .orElse(scripts[scripts.length - 1]);
    }

    /** The root cause in a sentence: Flyway's own messages go on with advice for developers. */
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
