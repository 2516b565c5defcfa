package ai.pmoves.dox.supabase;

import ai.pmoves.dox.testing.postgres.PostgresServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** A database of one test, with the logins that the test makes. Closing it drops them. */
public final class TestDatabase implements AutoCloseable {
    private static final String PASSWORD = "test";

    private final PostgresServer server;
    private final String url;
    private final List<String> logins = new ArrayList<>();

    private TestDatabase(PostgresServer server, String url) {
        this.server = server;
        this.url = url;
    }

    /** With nothing in it. */
    public static TestDatabase empty() {
        return emptyOn(PostgresServer.shared());
    }

    static TestDatabase emptyOn(PostgresServer server) {
        return new TestDatabase(server, server.createDatabase());
    }

    /** With the tables of a store, made by an administrator. */
    public static TestDatabase migrated() {
        return copyOf("dox", connection -> {});
    }

    /** With the tables of a store and rows in them, which the first test that asks for them makes. */
    public static TestDatabase copyOf(String name, Filling filling) {
        var server = PostgresServer.shared();
        return new TestDatabase(server, server.createDatabase(name, url -> {
            SupabaseStore.migrate(SupabaseConfig.of(url));
            try (var connection = DriverManager.getConnection(url)) {
                filling.fill(connection);
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }));
    }

    /** Writes rows. */
    @FunctionalInterface
    public interface Filling {
        void fill(Connection connection) throws SQLException;
    }

    /** The administrator's URL, who may do everything. */
    public String url() {
        return url;
    }

    public Connection connect() throws SQLException {
        return DriverManager.getConnection(url);
    }

    public void run(String... statements) throws SQLException {
        try (var connection = connect()) {
            Sql.run(connection, statements);
        }
    }

    public String ask(String query, Object... values) throws SQLException {
        try (var connection = connect()) {
            return Sql.ask(connection, query, values);
        }
    }

    public List<String> list(String query, Object... values) throws SQLException {
        try (var connection = connect()) {
            return Sql.list(connection, query, values);
        }
    }

    /** Returns the URL of a new login that is a member of a role and may do nothing but connect otherwise. */
    public String loginAs(String role) throws SQLException {
        var name = login("");
        run(
                "grant %s to %s".formatted(role, name),
                "revoke all on database %s from public".formatted(name()),
                "grant connect, temporary on database %s to %s".formatted(name(), name));
        return urlOf(name);
    }

    /**
     * Makes it what Supabase gives: owned by a login that is no superuser but may make roles, the extensions and the
     * API's roles there, and everything that the login makes in public open to those roles.
     *
     * @return the owner's URL
     */
    public String likeThePlatform() throws SQLException {
        var owner = login("createdb createrole bypassrls");
        run(
                role("anon", ""),
                role("authenticated", ""),
                role("service_role", "bypassrls"),
                "alter database %s owner to %s".formatted(name(), owner),
                "create schema extensions authorization " + owner,
                "create extension vector with schema extensions",
                "create extension unaccent with schema extensions",
                "grant usage on schema public, extensions to anon, authenticated, service_role",
                openToAll(owner, "tables"),
                openToAll(owner, "functions"),
                openToAll(owner, "sequences"));
        return urlOf(owner);
    }

    private static String role(String name, String attributes) {
        return """
                do $$ begin
                    if to_regrole('%1$s') is null then create role %1$s nologin noinherit %2$s; end if;
                end $$""".formatted(name, attributes);
    }

    private static String openToAll(String owner, String kind) {
        return "alter default privileges for role %s in schema public grant all on %s to anon, authenticated, service_role"
                .formatted(owner, kind);
    }

    private String login(String attributes) throws SQLException {
        var name = "dox_test_" + UUID.randomUUID().toString().replace("-", "");
        run("create role %s login password '%s' %s".formatted(name, PASSWORD, attributes));
        logins.add(name);
        return name;
    }

    private String name() {
        return url.replaceFirst(".*/", "").replaceFirst("\\?.*", "");
    }

    private String urlOf(String login) {
        return "jdbc:postgresql://%s:%d/%s?user=%s&password=%s"
                .formatted(server.host(), server.port(), name(), login, PASSWORD);
    }

    @Override
    public void close() {
        server.dropDatabase(url);
        if (logins.isEmpty()) {
            return;
        }
        var other = server.createDatabase();
        try (var connection = DriverManager.getConnection(other)) {
            for (var login : logins) {
                Sql.run(connection, "drop role " + login);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        } finally {
            server.dropDatabase(other);
        }
    }
}
