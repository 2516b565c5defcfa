package ai.pmoves.dox.bench.interruptions;

import ai.pmoves.dox.domain.sync.Conflict;
import ai.pmoves.dox.domain.sync.DeadLetter;
import ai.pmoves.dox.domain.sync.RowKey;
import ai.pmoves.dox.ports.store.Store;
import ai.pmoves.dox.replication.changes.SyncStatus;
import ai.pmoves.dox.replication.pair.Edge;
import ai.pmoves.dox.replication.pair.Hub;
import ai.pmoves.dox.replication.pair.Pair;
import ai.pmoves.dox.replication.parity.Parity;
import ai.pmoves.dox.replication.parity.ParityOptions;
import ai.pmoves.dox.sqlite.SqliteConfig;
import ai.pmoves.dox.sqlite.SqliteStore;
import ai.pmoves.dox.supabase.SupabaseConfig;
import ai.pmoves.dox.supabase.SupabaseStore;
import ai.pmoves.dox.testing.postgres.Eventually;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Both stores of a pair by themselves, whatever becomes of the line between them. */
final class PairEnds implements AutoCloseable {
    private static final int CONNECTIONS = 3;
    private static final int ALL = 10_000;
    private static final Duration LONGEST_DRAIN = Duration.ofMinutes(2);

    private final PairSetup direct;
    private final SqliteStore edge;
    private final SupabaseStore hub;

    /** @param direct has the shared store without a line that can be cut */
    PairEnds(PairSetup direct) {
        this.direct = direct;
        this.edge = SqliteStore.open(SqliteConfig.of(direct.file()));
        this.hub = SupabaseStore.open(SupabaseConfig.of(direct.database()).withPoolSize(CONNECTIONS));
    }

    Pair pair() {
        return new Pair(new Edge(edge, edge.sync()), new Hub(hub, hub.sync()));
    }

    List<Store> stores() {
        return List.of(edge, hub);
    }

    /**
     * Brings over what waits, as the next process does.
     *
     * @throws org.awaitility.core.ConditionTimeoutException if something still waits after a long time
     */
    void drain() throws InterruptedException {
        try (var pair = direct.open()) {
            var replicator = pair.replicator().orElseThrow();
            Eventually.await("what waits is brought over")
                    .atMost(LONGEST_DRAIN)
                    .until(
                            replicator::status,
                            status -> isDrained(status) && hub.health().isAvailable());
        }
    }

    private static boolean isDrained(SyncStatus status) {
        var pull = status.pull();
        boolean isPulled = pull == null ? status.edge().isPrimary() : pull.rows() == 0;
        return status.isHubReachable() && status.push().rows() == 0 && isPulled;
    }

    /** The rows that are not the same in both. */
    Set<RowKey> differing() {
        var keys = new TreeSet<RowKey>();
        new Parity(edge.rows(), hub.rows())
                .compare(
                        ParityOptions.defaults().withSettlingTime(Duration.ZERO),
                        difference -> keys.add(new RowKey(difference.table(), difference.key())),
                        table -> {});
        return keys;
    }

    /** The rows that are set aside. */
    Set<RowKey> setAside() {
        var keys = new TreeSet<RowKey>();
        edge.sync().deadLetters(ALL).stream().map(DeadLetter::key).forEach(keys::add);
        return keys;
    }

    List<Conflict> conflicts() {
        return hub.sync().conflicts(ALL);
    }

    /** Changes the database behind the store's back. */
    void changeHub(String sql) {
        change(direct.database(), sql);
    }

    /** Changes the file behind the store's back. */
    void changeEdge(String sql) {
        change("jdbc:sqlite:" + direct.file(), sql);
    }

    private static void change(String url, String sql) {
        try (var connection = DriverManager.getConnection(url);
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException("'%s' failed".formatted(sql), e);
        }
    }

    @Override
    public void close() {
        hub.close();
        edge.close();
    }
}
