package ai.pmoves.dox.testing.stores.cutover;

import ai.pmoves.dox.supabase.SupabaseConfig;
import ai.pmoves.dox.supabase.SupabaseStore;
import ai.pmoves.dox.testing.postgres.CutOffProxy;
import ai.pmoves.dox.testing.postgres.PostgresServer;
import java.nio.file.Path;

/** Where an embedded and a shared store are, both empty, which a test opens as often as it likes. */
final class EmptyStores implements AutoCloseable {
    private final PostgresServer server = PostgresServer.shared();
    private final String database =
            server.createDatabase("dox", template -> SupabaseStore.migrate(SupabaseConfig.of(template)));
    private final Path file;

    EmptyStores(Path folder) {
        file = folder.resolve("dox.db");
    }

    Path file() {
        return file;
    }

    /** The shared store's URL. */
    String database() {
        return database;
    }

    /** A new line to the shared store, which can be cut; the caller closes it. */
    CutOffProxy line() {
        return CutOffProxy.before(server.host(), server.port());
    }

    /** Opens both; they are whatever they were before. */
    TestPair open() {
        return new TestPair(file, database);
    }

    /** Opens both, the shared one through a line. */
    TestPair open(CutOffProxy line) {
        return new TestPair(file, line.url(database));
    }

    @Override
    public void close() {
        server.dropDatabase(database);
    }
}
