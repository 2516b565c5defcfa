package ai.pmoves.dox.supabase;

import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.domain.error.Reason;
import ai.pmoves.dox.domain.error.Remedy;
import ai.pmoves.dox.jooq.JooqSession;
import ai.pmoves.dox.supabase.internal.connection.PostgresUrl;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.callback.BaseCallback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.jspecify.annotations.Nullable;

/** The scripts of the shared store: which ones a database has, and how to apply the rest. */
final class SupabaseSchema {
    /** The newest script of this library; the script itself records it in the database. */
    static final String VERSION = "20261201000250";

    /** No row if the database has no tables of ours; false if the login may not use them. */
    private static final String MAY_ASK = """
            select has_schema_privilege(n.oid, 'usage') and has_function_privilege(p.oid, 'execute')
            from pg_proc p join pg_namespace n on n.oid = p.pronamespace
            where n.nspname = 'dox' and p.proname = 'schema_version'""";

    /** The server's missing requirements for the tables; null if it has all. */
    private static final String LACKING = """
            select case
                when current_setting('server_version_num')::int < 150000
                    then 'Postgres ' || current_setting('server_version') || ', and not 15 or later'
                when not exists (select from pg_available_extensions where name = 'vector')
                    then 'no pgvector (on Debian the package postgresql-NN-pgvector)'
            end""";

    private static final String GET_VERSION = "select dox.schema_version()";
    private static final String HAS_HISTORY = "select to_regclass('dox.flyway_schema_history') is not null";
    private static final String NOT_PERMITTED = "42501";

    private SupabaseSchema() {}

    /** @throws DoxException if the tables are not those that this library knows, or not for this login */
    static void requireCurrent(JooqSession session, PostgresUrl url) {
        var found = session.read(dsl -> dsl.fetchOptional(MAY_ASK).map(row -> {
            if (!row.get(0, Boolean.class)) {
                throw notForLogin(url);
            }
            return dsl.fetchSingle(GET_VERSION).get(0, String.class);
        }));
        if (found.isEmpty()) {
            requireFit(session, url);
        }
        if (found.isEmpty() || found.get().compareTo(VERSION) < 0) {
            var reason = found.map(version -> "has the tables of version " + version + ", which is too old")
                    .orElse("does not have the tables yet");
            throw new DoxException(
                    ErrorCode.STORE_NOT_MIGRATED,
                    "The database %s %s.".formatted(url, reason),
                    Remedy.MIGRATE_DATABASE);
        }
        refuseNewer(found.get(), url);
    }

    /** @throws DoxException if the tables cannot be made on this server */
    private static void requireFit(JooqSession session, PostgresUrl url) {
        var lacking = session.read(dsl -> dsl.fetchSingle(LACKING).get(0, String.class));
        if (lacking != null) {
            throw new DoxException(
                    ErrorCode.STORE_NOT_MIGRATED,
                    "The server of the database %s has %s. Install that first.".formatted(url, lacking),
                    Remedy.MIGRATE_DATABASE);
        }
    }

    private static DoxException notForLogin(PostgresUrl url) {
        return new DoxException(
                ErrorCode.CONFIG_INVALID,
                "The login %s may not use the tables of %s. Let their owner run: grant dox_server to %s"
                        .formatted(url.user(), url, url.user()));
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
            var reason = rootOf(e);
            if (isNotPermitted(reason)) {
                throw new DoxException(
                        ErrorCode.CONFIG_INVALID,
                        Reason.of(
                                "The login %s may not migrate %s (%s).".formatted(url.user(), url, reason.getMessage()),
                                Remedy.MIGRATE_AS_OWNER),
                        e);
            }
            throw new DoxException(
                    ErrorCode.STORE_UNAVAILABLE,
                    "The database %s could not be migrated: %s".formatted(url, reason.getMessage()),
                    e);
        }
    }

    /** The version of a database whose scripts were run by the Supabase CLI, which keeps its own history; or null. */
    private static @Nullable String pushedVersion(PostgresUrl url) throws SQLException {
        try (var connection = DriverManager.getConnection(url.jdbcUrl(), url.properties())) {
            var mayAsk = ask(connection, MAY_ASK);
            if (mayAsk == null) {
                return null;
            }
            if (mayAsk.equals("f")) {
                throw notForLogin(url);
            }
            var version = String.valueOf(ask(connection, GET_VERSION));
            refuseNewer(version, url);
            return "t".equals(ask(connection, HAS_HISTORY)) ? null : version;
        }
    }

    private static @Nullable String ask(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery(sql)) {
            return row.next() ? row.getString(1) : null;
        }
    }

    /** Whether the login lacks a right that the owner of the tables has. */
    static boolean isNotPermitted(Throwable reason) {
        return reason instanceof SQLException sql && NOT_PERMITTED.equals(sql.getSQLState());
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
