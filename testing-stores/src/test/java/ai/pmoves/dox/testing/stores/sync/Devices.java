package ai.pmoves.dox.testing.stores.sync;

import static org.assertj.core.api.Assertions.assertThat;

import ai.pmoves.dox.domain.sync.FeedPlace;
import ai.pmoves.dox.domain.sync.ReplicationRole;
import ai.pmoves.dox.ports.sync.StoreSync;
import ai.pmoves.dox.replication.pair.Edge;
import ai.pmoves.dox.replication.pair.Hub;
import ai.pmoves.dox.replication.parity.Difference;
import ai.pmoves.dox.replication.parity.Parity;
import ai.pmoves.dox.replication.parity.ParityOptions;
import ai.pmoves.dox.sqlite.SqliteConfig;
import ai.pmoves.dox.sqlite.SqliteStore;
import ai.pmoves.dox.supabase.SupabaseConfig;
import ai.pmoves.dox.supabase.SupabaseStore;
import ai.pmoves.dox.testing.postgres.CutOffProxy;
import ai.pmoves.dox.testing.postgres.PostgresServer;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A shared store behind a line that can be cut, and the embedded stores of some devices. */
public final class Devices implements AutoCloseable {
    private final PostgresServer server = PostgresServer.shared();
    private final String database = server.createDatabase("dox", url -> SupabaseStore.migrate(SupabaseConfig.of(url)));
    private final CutOffProxy line = CutOffProxy.before(server.host(), server.port());
    private final SupabaseStore shared = SupabaseStore.open(SupabaseConfig.of(line.url(database)));
    private final Path folder;
    private final List<SqliteStore> embedded = new ArrayList<>();
    private final Hub hub = new Hub(shared, shared.sync());

    public Devices(Path folder) {
        this.folder = folder;
    }

    public Hub hub() {
        return hub;
    }

    CutOffProxy line() {
        return line;
    }

    /** A device whose store is the primary. */
    public Edge leading() {
        var edge = device();
        edge.sync().moveTo(endOfFeed());
        lead(edge);
        return edge;
    }

    /** A device that follows the shared store, from now on. */
    public Edge following() {
        var edge = device();
        edge.sync().moveTo(endOfFeed());
        follow(edge);
        return edge;
    }

    /** Makes the store of a device the primary, from whatever there was. */
    void lead(Edge edge) {
        var id = edge.sync().role().storeId();
        long epoch = hub.sync().role().epoch() + 1;
        stand(hub.sync(), id, epoch);
        stand(edge.sync(), id, epoch);
    }

    /** Has the store of a device follow the shared one, which is the primary. */
    void follow(Edge edge) {
        var id = hub.sync().role().storeId();
        stand(edge.sync(), id, 1);
        stand(hub.sync(), id, 1);
    }

    private static void stand(StoreSync store, String primary, long epoch) {
        store.advance(new ReplicationRole(store.role().storeId(), primary, epoch));
    }

    /** A device whose store is in no pair yet. */
    public Edge device() {
        var store = open(embedded.size());
        return new Edge(store, store.sync());
    }

    /** The store of a device, opened once more. */
    SqliteStore open(int number) {
        var store = SqliteStore.open(SqliteConfig.of(file(number)));
        embedded.add(store);
        return store;
    }

    private Path file(int number) {
        return folder.resolve("device-%d.db".formatted(number));
    }

    private FeedPlace endOfFeed() {
        return new FeedPlace(hub.sync().role().storeId(), hub.sync().endOfFeed());
    }

    /** Changes the database behind the store's back. */
    void changeShared(String... statements) throws SQLException {
        change(database, statements);
    }

    /** Whether a transaction in the database waits for another one. */
    boolean isOneWaiting() {
        try (var connection = DriverManager.getConnection(database);
                var statement = connection.createStatement();
                var rows = statement.executeQuery("select 1 from pg_stat_activity"
                        + " where datname = current_database() and wait_event_type = 'Lock'")) {
            return rows.next();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Changes the file of a device behind the store's back. */
    void changeEmbedded(int number, String... statements) throws SQLException {
        change("jdbc:sqlite:" + file(number), statements);
    }

    private static void change(String url, String... statements) throws SQLException {
        try (var connection = DriverManager.getConnection(url);
                var statement = connection.createStatement()) {
            for (var sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** Makes sure that the device and the shared store have the same rows. */
    public void assertSame(Edge edge) {
        var differences = new ArrayList<Difference>();
        new Parity(edge.store().rows(), hub.store().rows())
                .compare(ParityOptions.defaults().withSettlingTime(Duration.ZERO), differences::add, table -> {});
        assertThat(differences).isEmpty();
    }

    @Override
    public void close() {
        embedded.forEach(SqliteStore::close);
        shared.close();
        line.close();
        server.dropDatabase(database);
    }
}
