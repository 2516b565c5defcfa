package ai.pmoves.dox.testing.stores.mirror;

import ai.pmoves.dox.domain.Artifact;
import ai.pmoves.dox.domain.ArtifactStatus;
import ai.pmoves.dox.domain.Id;
import ai.pmoves.dox.domain.Json;
import ai.pmoves.dox.domain.sync.ReplicationRole;
import ai.pmoves.dox.ports.store.PageRequest;
import ai.pmoves.dox.ports.store.Store;
import ai.pmoves.dox.ports.sync.StoreSync;
import ai.pmoves.dox.replication.mirror.MirroredStore;
import ai.pmoves.dox.replication.mirror.PairOptions;
import ai.pmoves.dox.replication.pair.Edge;
import ai.pmoves.dox.replication.pair.Hub;
import ai.pmoves.dox.replication.pair.Journal;
import ai.pmoves.dox.sqlite.SqliteConfig;
import ai.pmoves.dox.sqlite.SqliteStore;
import ai.pmoves.dox.supabase.SupabaseConfig;
import ai.pmoves.dox.supabase.SupabaseStore;
import ai.pmoves.dox.testing.postgres.CutOffProxy;
import ai.pmoves.dox.testing.postgres.PostgresServer;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

/** A file and a database, to be made one, with a line between that can be cut; and both by themselves, to look at. */
final class TwoStores implements AutoCloseable {
    private final String database =
            PostgresServer.shared().createDatabase("dox", url -> SupabaseStore.migrate(SupabaseConfig.of(url)));
    private final CutOffProxy line = CutOffProxy.before(
            PostgresServer.shared().host(), PostgresServer.shared().port());
    private final Path file;
    private final SqliteStore edge;
    private final SupabaseStore hub = SupabaseStore.open(SupabaseConfig.of(database));

    TwoStores(Path folder) {
        file = folder.resolve("db.sqlite3");
        edge = SqliteStore.open(SqliteConfig.of(file));
    }

    /** The line to the database. */
    CutOffProxy line() {
        return line;
    }

    /** The file by itself. */
    Edge edge() {
        return new Edge(edge, edge.sync());
    }

    /** The database by itself, whatever has become of the line. */
    Hub hub() {
        return new Hub(hub, hub.sync());
    }

    /** Both as one; the caller closes it. */
    MirroredStore open(PairOptions options) {
        return open(file, options);
    }

    /** The database and another file as one; the caller closes it. */
    MirroredStore open(Path otherFile, PairOptions options) {
        var own = SqliteStore.open(SqliteConfig.of(otherFile));
        try {
            return MirroredStore.open(
                    new Edge(own, own.sync()),
                    () -> {
                        var store = SupabaseStore.open(SupabaseConfig.of(line.url(database)));
                        return new Hub(store, store.sync());
                    },
                    options,
                    new Journal(Clock.systemUTC(), "a test"));
        } catch (RuntimeException e) {
            own.close();
            throw e;
        }
    }

    /** Switches as a cutover does when there is nothing to bring over. */
    void switchTo(StoreSync next) {
        stepDown(next);
        stepUp(next);
    }

    /** The first half of a switch: nobody is the primary. */
    void stepDown(StoreSync next) {
        var old = next == edge.sync() ? hub.sync() : edge.sync();
        advance(old, next.role().storeId(), old.role().epoch() + 1);
    }

    /** The second half. */
    void stepUp(StoreSync next) {
        var old = next == edge.sync() ? hub.sync() : edge.sync();
        advance(next, next.role().storeId(), old.role().epoch());
    }

    static void advance(StoreSync store, String primaryId, long epoch) {
        store.advance(new ReplicationRole(store.role().storeId(), primaryId, epoch));
    }

    static Artifact artifact(String id) {
        return new Artifact(
                Id.of(id),
                id + ".pdf",
                "uploads/" + id,
                ".pdf",
                "",
                ArtifactStatus.PROCESSED,
                null,
                Json.emptyObject(),
                "hash of " + id,
                Instant.EPOCH,
                1);
    }

    static List<String> artifacts(Store store) {
        return store.artifacts().list(PageRequest.first(100)).items().stream()
                .map(artifact -> artifact.id().value())
                .toList();
    }

    @Override
    public void close() {
        line.close();
        hub.close();
        edge.close();
        PostgresServer.shared().dropDatabase(database);
    }
}
