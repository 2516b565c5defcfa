package ai.pmoves.dox.supabase;

import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.jooq.JooqSession;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Optional;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.callback.BaseCallback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.jspecify.annotations.Nullable;

/** The scripts of the shared store: how far a database has come with them, and how it gets the rest. */
final class SupabaseSchema {
    /** The newest script that this library brings along; the script itself tells the database. */
    static final String VERSION = "20261122000300";

    private static final String HAS_VERSION = "select to_regprocedure('dox.schema_version()') is not null";
    private static final String GET_VERSION = "select dox.schema_version()";
    private static final String HAS_HISTORY = "select to_regclass('dox.flyway_schema_history') is not null";

    private SupabaseSchema() {}

    /** @throws DoxException if the tables are not those that this library knows */
    static void requireCurrent(JooqSession session, PostgresUrl url) {
        var found = session.read(dsl -> dsl.fetchSingle(HAS_VERSION).get(0, Boolean.class)
                ? Optional.of(dsl.fetchSingle(GET_VERSION).get(0, String.class))
                : Optional.<String>empty());
        if (found.isEmpty() || found.get().compareTo(VERSION) < 0) {
            var reason = found.map(version -> "has the tables of version " + version + ", which is too old")
                    .orElse("does not have the tables yet");
            throw new DoxException(
                    ErrorCode.STORE_NOT_MIGRATED, "The database %s %s. Run: dox migrate".formatted(url, reason));
        }
        refuseNewer(found.get(), url);
    }

    private static void refuseNewer(String version, PostgresUrl url) {
        if (version.compareTo(VERSION) > 0) {
            throw new DoxException(
                    ErrorCode.STORE_NEWER,
                    "The database %s was migrated by a newer version (schema %s). Upgrade this one."
                            .formatted(url, version));
        }
    }

    /** @throws DoxException {@code config.invalid} for a pooler that gives no session */
    static void requireSession(PostgresUrl url) {
        if (url.isTransactionPooler()) {
            throw new DoxException(ErrorCode.CONFIG_INVALID, """
                    %s pools transactions, and changing tables and indexes needs a session. Use the direct connection \
                    or the session pooler, which the dashboard shows beside it (port 5432).""".formatted(url));
        }
    }

    /** Applies what is missing; returns how many scripts that were. */
    static int migrate(PostgresUrl url) {
        requireSession(url);
        try {
            var flyway = flyway(url).load();
            var pushed = pushedVersion(url);
            if (pushed != null) {
                flyway = flyway(url)
                        .baselineOnMigrate(true)
                        .baselineVersion(pushed)
                        .load();
            }
            return flyway.migrate().migrationsExecuted;
        } catch (SQLException e) {
            throw new DoxException(
                    ErrorCode.STORE_UNAVAILABLE,
                    "The database %s cannot be reached: %s".formatted(url, e.getMessage()),
                    e);
        } catch (FlywayException e) {
            throw new DoxException(
                    ErrorCode.STORE_UNAVAILABLE,
                    "The database %s could not be migrated: %s"
                            .formatted(url, rootOf(e).getMessage()),
                    e);
        }
    }

    /** The version of a database whose scripts were run by the Supabase CLI, which keeps its own books; or null. */
    private static @Nullable String pushedVersion(PostgresUrl url) throws SQLException {
        try (var connection = DriverManager.getConnection(url.jdbcUrl(), url.properties())) {
            if (!ask(connection, HAS_VERSION).equals("t")) {
                return null;
            }
            var version = ask(connection, GET_VERSION);
            refuseNewer(version, url);
            return ask(connection, HAS_HISTORY).equals("t") ? null : version;
        }
    }

    private static String ask(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }

    private static Throwable rootOf(Throwable e) {
        return e.getCause() == null ? e : rootOf(e.getCause());
    }

    private static FluentConfiguration flyway(PostgresUrl url) {
        return Flyway.configure(SupabaseSchema.class.getClassLoader())
                .dataSource(url.dataSource())
                .locations("classpath:dox/migrations/supabase")
                .sqlMigrationPrefix("")
                .sqlMigrationSeparator("_")
                .validateMigrationNaming(true)
                .defaultSchema("dox") // its own books, and so that what else is in "public" does not matter
                .callbacks(new NoTimeLimit());
    }

    /** The platform's two minutes are too short for an index on many rows. */
    private static final class NoTimeLimit extends BaseCallback {
        @Override
        public boolean supports(Event event, Context context) {
            return event == Event.AFTER_CONNECT;
        }

        @Override
        public void handle(Event event, Context context) {
            try (var statement = context.getConnection().createStatement()) {
                statement.execute("set statement_timeout = 0");
            } catch (SQLException e) {
                throw new FlywayException("the time limit of statements cannot be lifted", e);
            }
        }
    }
}
