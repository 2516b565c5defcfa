package ai.pmoves.dox.testing.postgres;

/** The server that a person runs and names by a variable. It outlives the tests, so they clean up behind them. */
final class NamedServer {
    static final String VARIABLE = "DOX_TEST_POSTGRES_URL";

    private NamedServer() {}

    /** @throws IllegalStateException if the URL is none, or the server does not answer or has no pgvector */
    static PostgresServer open(String url) {
        try {
            var server = new PostgresServer(DatabaseUrl.parse(url));
            server.databases().requireVector();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> dropAll(server)));
            return server;
        } catch (IllegalArgumentException | IllegalStateException e) {
            throw new IllegalStateException(VARIABLE + ": " + e.getMessage(), e);
        }
    }

    private static void dropAll(PostgresServer server) {
        try {
            server.databases().dropAll();
        } catch (IllegalStateException e) {
            // It was ended before the tests were; there is no one left to tell.
        }
    }

    static <T> Ways.Way<T> notSet() {
        return new Ways.Way<>(VARIABLE, () -> {
            throw new IllegalStateException("not set; it may name a server that you run, with its administrator, as in"
                    + " postgresql://postgres:secret@localhost:5432/postgres");
        });
    }
}
