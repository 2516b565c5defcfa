package ai.pmoves.dox.testing.stores;

import ai.pmoves.dox.ports.store.Store;
import ai.pmoves.dox.ports.sync.EdgeSync;
import ai.pmoves.dox.ports.sync.HubSync;
import ai.pmoves.dox.sqlite.SqliteConfig;
import ai.pmoves.dox.sqlite.SqliteStore;
import ai.pmoves.dox.supabase.SupabaseConfig;
import ai.pmoves.dox.supabase.SupabaseConfig.VectorScan;
import ai.pmoves.dox.supabase.SupabaseStore;
import ai.pmoves.dox.testing.postgres.PostgresServer;
import ai.pmoves.dox.testing.stores.canonical.CanonicalTable;
import ai.pmoves.dox.testing.stores.canonical.StoreState;
import ai.pmoves.dox.testing.stores.model.Comparison.Side;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Supplier;

/** An empty embedded store and an empty shared one, which looks at every vector as the other one does. */
public final class BothStores implements AutoCloseable {
    private final String database =
            PostgresServer.shared().createDatabase("dox", url -> SupabaseStore.migrate(SupabaseConfig.of(url)));
    private final SqliteStore sqlite;
    private final SupabaseStore postgres;
    private final Connection sqliteRows;
    private final Connection postgresRows;
    private final List<CanonicalTable> tables;

    /** @param batchSize how many chunks the shared store takes at once */
    public BothStores(Path folder, int batchSize) throws SQLException {
        var file = folder.resolve("dox.db");
        sqlite = SqliteStore.open(SqliteConfig.of(file));
        postgres = SupabaseStore.open(
                SupabaseConfig.of(database).withBatchSize(batchSize).withVectorScan(VectorScan.EXACT));
        sqliteRows = DriverManager.getConnection("jdbc:sqlite:" + file);
        postgresRows = DriverManager.getConnection(database);
        tables = CanonicalTable.of(sqliteRows);
    }

    public Side sqlite() {
        return new Side("SQLite", sqlite, rows(sqliteRows));
    }

    public Side postgres() {
        return new Side("Postgres", postgres, rows(postgresRows));
    }

    public List<Store> stores() {
        return List.of(sqlite, postgres);
    }

    public EdgeSync edge() {
        return sqlite.sync();
    }

    public HubSync hub() {
        return postgres.sync();
    }

    /** A connection to the embedded store behind its back. */
    public Connection sqliteConnection() {
        return sqliteRows;
    }

    /** A connection to the shared store behind its back. */
    public Connection postgresConnection() {
        return postgresRows;
    }

    /** Changes the embedded store behind its back. */
    public void changeSqlite(String sql) throws SQLException {
        try (var statement = sqliteRows.createStatement()) {
            statement.execute(sql);
        }
    }

    private Supplier<StoreState> rows(Connection connection) {
        return () -> {
            try {
                return StoreState.read(tables, connection);
            } catch (SQLException e) {
                throw new IllegalStateException("the rows of a store cannot be read", e);
            }
        };
    }

    @Override
    public void close() throws SQLException {
        sqliteRows.close();
        postgresRows.close();
        sqlite.close();
        postgres.close();
        PostgresServer.shared().dropDatabase(database);
    }
}
