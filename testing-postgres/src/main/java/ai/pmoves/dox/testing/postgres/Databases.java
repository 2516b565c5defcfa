package ai.pmoves.dox.testing.postgres;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Makes and drops databases on one server, with a prefix of its own to their names. So several JVMs use one server at
 * once: each prepares its own templates, with the scripts that it has. Thread-safe.
 */
final class Databases {
    /** The databases of runs that no session names any more: their JVM was killed. */
    private static final String LEFTOVERS = """
            select d.datname from pg_database d
            where d.datname ~ '^dox_test_[0-9a-f]{8}_[0-9]+$' and not exists (
                select from pg_stat_activity
                where application_name = substring(d.datname from '^dox_test_[0-9a-f]{8}_'))""";

    private final DatabaseUrl administrator;
    private final String prefix = "dox_test_" + UUID.randomUUID().toString().substring(0, 8) + "_";
    private final AtomicInteger made = new AtomicInteger();
    private final Map<String, Template> templates = new ConcurrentHashMap<>();

    Databases(DatabaseUrl administrator) {
        this.administrator = administrator;
    }

    String create() {
        return create("template0");
    }

    String copy(String templateName, Consumer<String> prepare) {
        return create(
                templates.computeIfAbsent(templateName, name -> new Template()).prepared(prepare));
    }

    void drop(String url) {
        var name = DatabaseUrl.parse(url).database();
        if (!name.startsWith(prefix)) {
            throw new IllegalArgumentException("the database " + name + " was not made here, so it is not dropped");
        }
        execute("drop database if exists " + name + " with (force)");
    }

    /** @throws IllegalStateException if the server does not answer or has no pgvector of at least 0.8 */
    void requireVector() {
        try (var connection = connect();
                var statement = connection.createStatement();
                var versions = statement.executeQuery(
                        "select default_version from pg_available_extensions where name = 'vector'")) {
            var version = versions.next() ? versions.getString(1) : "none";
            if (!version.matches("0\\.([89]|\\d\\d).*|[1-9].*")) {
                throw new IllegalStateException("needs pgvector 0.8 or later; " + administrator + " has " + version);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(administrator + " does not answer: " + e.getMessage(), e);
        }
    }

    /**
     * Opens a session that shows to others that the databases made here are in use. Call it before the first is made.
     *
     * @return the session, which the caller keeps open until all are dropped
     */
    Connection announce() {
        try {
            return DriverManager.getConnection(
                    administrator.with("ApplicationName", prefix).jdbc());
        } catch (SQLException e) {
            throw new IllegalStateException(administrator + " does not answer: " + e.getMessage(), e);
        }
    }

    /** Drops the databases of JVMs that were killed, unless another JVM is doing that. */
    void dropLeftovers() {
        try (var connection = connect();
                var statement = connection.createStatement()) {
            if (isTrue(statement, "select pg_try_advisory_lock(hashtext('dox_test'))")) {
                drop(statement, LEFTOVERS);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("on " + administrator + ": " + e.getMessage(), e);
        }
    }

    /** Drops all that were made here. */
    void dropAll() {
        try (var connection = connect();
                var statement = connection.createStatement()) {
            drop(statement, "select datname from pg_database where starts_with(datname, '" + prefix + "')");
        } catch (SQLException e) {
            throw new IllegalStateException("on " + administrator + ": " + e.getMessage(), e);
        }
    }

    private static boolean isTrue(Statement statement, String query) throws SQLException {
        try (var row = statement.executeQuery(query)) {
            return row.next() && row.getBoolean(1);
        }
    }

    private static void drop(Statement statement, String query) throws SQLException {
        var names = new ArrayList<String>();
        try (var rows = statement.executeQuery(query)) {
            while (rows.next()) {
                names.add(rows.getString(1));
            }
        }
        for (var name : names) {
            statement.execute("drop database if exists " + name + " with (force)");
        }
    }

    private String create(String template) {
        var name = prefix + made.incrementAndGet();
        execute("create database " + name + " template " + template);
        return administrator.withDatabase(name).jdbc();
    }

    private void execute(String... sql) {
        try (var connection = connect();
                var statement = connection.createStatement()) {
            for (var one : sql) {
                statement.execute(one);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("on " + administrator + ": " + e.getMessage(), e);
        }
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(administrator.jdbc());
    }

    private final class Template {
        private @Nullable String database;

        /** Returns the template's name once it is prepared, by this thread or another one. */
        synchronized String prepared(Consumer<String> prepare) {
            if (database == null) {
                database = make(prepare);
            }
            return database;
        }

        private String make(Consumer<String> prepare) {
            var url = create();
            try {
                prepare.accept(url);
            } catch (RuntimeException e) {
                drop(url);
                throw e;
            }
            // A connected client prevents a copy.
            var name = DatabaseUrl.parse(url).database();
            execute(
                    "alter database " + name + " with allow_connections false",
                    "select pg_terminate_backend(pid, 10000) from pg_stat_activity where datname = '" + name + "'");
            return name;
        }
    }
}
