package ai.pmoves.dox.testing.postgres;

import java.util.List;

/**
 * A real PgBouncer before a server, as strict as poolers in front of hosted databases are: a transaction gets some
 * connection to the server and gives it back at its end ({@code pool_mode=transaction}), and prepared statements are
 * not carried from one to the other ({@code max_prepared_statements=0}).
 *
 * <p>The owner closes it; it ends with this JVM at the latest.
 */
public final class PgBouncer implements AutoCloseable {
    private final ServerControl control;

    private PgBouncer(ServerControl control) {
        this.control = control;
    }

    /**
     * Starts one before this server. All its databases and users can be reached, with their passwords.
     *
     * @throws IllegalStateException if there is no PgBouncer; the message says what was tried and how to get one
     */
    public static PgBouncer before(PostgresServer server) {
        var address = server.administrator();
        return new PgBouncer(Ways.first(
                "PgBouncer",
                List.of(
                        Ways.docker(() -> ContainerServer.pgbouncer(address)),
                        Ways.script(() -> ScriptServer.pgbouncer(address)))));
    }

    public String host() {
        return control.address().host();
    }

    public int port() {
        return control.address().port();
    }

    /** Returns the URL that reaches a database of the server through this pooler, with the same login. */
    public String url(String databaseUrl) {
        return DatabaseUrl.parse(databaseUrl).withAddress(host(), port()).jdbc();
    }

    @Override
    public void close() {
        control.close();
    }
}
