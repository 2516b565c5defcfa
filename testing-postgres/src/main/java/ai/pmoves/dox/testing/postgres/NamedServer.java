package ai.pmoves.dox.testing.postgres;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * The server that a variable names: a person runs it, or a build does for all its JVMs. It outlives the tests, so each
 * JVM drops its databases at its end, and at its beginning those of JVMs that were killed.
 */
final class NamedServer {
    static final String VARIABLE = "DOX_TEST_POSTGRES_URL";

    private NamedServer() {}

    /** @throws IllegalStateException if the URL is none, or the server does not answer or has no pgvector */
    static PostgresServer open(String url) {
        try {
            var server = new PostgresServer(DatabaseUrl.parse(url));
            server.databases().requireVector();
            var session = server.databases().announce();
            server.databases().dropLeftovers();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> end(server, session)));
            return server;
        } catch (IllegalArgumentException | IllegalStateException e) {
            throw new IllegalStateException(VARIABLE + ": " + e.getMessage(), e);
        }
    }

    private static void end(PostgresServer server, Connection session) {
        try (session) {
            server.databases().dropAll();
        } catch (IllegalStateException | SQLException e) {
            // The server was ended before the tests were; there is no one left to tell.
        }
    }

    static <T> Ways.Way<T> notSet() {
        return new Ways.Way<>(VARIABLE, () -> {
            throw new IllegalStateException("not set; it may name a server that you run, with its administrator, as in"
                    + " postgresql://postgres:secret@localhost:5432/postgres");
        });
    }
}
