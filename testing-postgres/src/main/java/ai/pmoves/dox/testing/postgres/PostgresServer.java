package ai.pmoves.dox.testing.postgres;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A Postgres with pgvector of at least 0.8, on which tests make databases of their own. Thread-safe.
 *
 * <p>A test never assumes that it is alone on {@link #shared()}; what it does to a whole server it does to one of
 * {@link #startOwn}.
 */
public sealed class PostgresServer permits OwnPostgresServer {
    private static final String THING = "Postgres with pgvector";

    private static final ThreadLocal<@Nullable PostgresServer> SEPARATE = new ThreadLocal<>();
    private static @Nullable PostgresServer shared;
    private static @Nullable IllegalStateException whyNotShared;

    private final DatabaseUrl administrator;
    private final Databases databases;

    PostgresServer(DatabaseUrl administrator) {
        this.administrator = administrator;
        this.databases = new Databases(administrator);
    }

    /**
     * Returns the server of this JVM, or of this test class if it is a {@link SeparateServer}. The first call finds or
     * starts it: the one that {@code DOX_TEST_POSTGRES_URL}
     * names, or else a container where Docker runs (of the image {@code DOX_TEST_POSTGRES_IMAGE}), or else one that
     * {@code scripts/postgres.sh} sets up.
     *
     * @throws IllegalStateException if none can be had; the message says what was tried and how to get one
     */
    public static PostgresServer shared() {
        var separate = SEPARATE.get();
        return separate == null ? ofThisJvm() : separate;
    }

    private static synchronized PostgresServer ofThisJvm() {
        if (whyNotShared != null) {
            throw new IllegalStateException(whyNotShared.getMessage(), whyNotShared);
        }
        if (shared == null) {
            try {
                shared = find(System.getenv(NamedServer.VARIABLE), ways(List.of()));
            } catch (IllegalStateException e) {
                whyNotShared = e;
                throw e;
            }
        }
        return shared;
    }

    /** @param server what {@link #shared} returns in this thread; null for that of the JVM */
    static void useInThisThread(@Nullable PostgresServer server) {
        SEPARATE.set(server);
    }

    /**
     * Starts a server that belongs to the caller, who closes it. It comes from Docker or the script.
     *
     * @param settings of Postgres, such as {@code fsync=on} (which is off otherwise: data then survives the death of
     *     the server, not that of the machine)
     * @throws IllegalStateException if none can be had; the message says what was tried and how to get one
     */
    public static OwnPostgresServer startOwn(String... settings) {
        return new OwnPostgresServer(Ways.first(THING, ways(List.of(settings))));
    }

    /** A server that was named is the one that is meant: if it cannot be used, no other is taken in its place. */
    static PostgresServer find(@Nullable String namedUrl, List<Ways.Way<ServerControl>> others) {
        if (namedUrl != null && !namedUrl.isBlank()) {
            return NamedServer.open(namedUrl);
        }
        var all = new ArrayList<>(others);
        all.addFirst(NamedServer.notSet());
        var server = new OwnPostgresServer(Ways.first(THING, all));
        server.databases().requireVector();
        return server;
    }

    private static List<Ways.Way<ServerControl>> ways(List<String> settings) {
        return List.of(
                Ways.docker(() -> ContainerServer.postgres(settings)),
                Ways.script(() -> ScriptServer.postgres(settings)));
    }

    public String host() {
        return administrator.host();
    }

    public int port() {
        return administrator.port();
    }

    /** Makes an empty database and returns its JDBC URL with the administrator's user and password. */
    public String createDatabase() {
        return databases.create();
    }

    /**
     * Makes a database that is a copy of a template, which takes about a tenth of a second.
     *
     * @param templateName the name of the template; its first user on this server prepares it for all others
     * @param prepare fills the template, given its JDBC URL; what it throws is thrown on, and the next caller tries
     *     again
     * @return the JDBC URL with the administrator's user and password
     */
    public String createDatabase(String templateName, Consumer<String> prepare) {
        return databases.copy(templateName, prepare);
    }

    /**
     * Drops a database of this server, even with connected clients. Absent is fine.
     *
     * @throws IllegalArgumentException if this server object did not make it
     */
    public void dropDatabase(String url) {
        databases.drop(url);
    }

    DatabaseUrl administrator() {
        return administrator;
    }

    Databases databases() {
        return databases;
    }
}
