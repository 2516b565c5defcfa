package ai.pmoves.dox.supabase.parity;

import ai.pmoves.dox.supabase.fixture.Sql;
import ai.pmoves.dox.supabase.fixture.TestDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** A migrated SQLite file and a migrated Postgres, whose schemas a test may change for the time of a comparison. */
final class BothStores implements AutoCloseable {
    private final AllowedDifferences allowed = AllowedDifferences.read();
    private final TestDatabase database = TestDatabase.migrated();
    private final Connection postgres;
    private final Connection sqlite;

    BothStores(Path folder) throws SQLException {
        postgres = database.connect();
        sqlite = SqliteSchema.migrated(folder.resolve("dox.db"));
        postgres.setAutoCommit(false);
        sqlite.setAutoCommit(false);
    }

    List<Schema> schemas() throws SQLException {
        return List.of(SqliteSchema.read(sqlite), PostgresSchema.read(postgres));
    }

    /** Returns what differs and should not, and what should and does not. */
    List<String> violations() throws SQLException {
        return allowed.violations(Schema.compare(SqliteSchema.read(sqlite), PostgresSchema.read(postgres)));
    }

    List<String> violationsAfterChangingPostgres(String sql) throws SQLException {
        return violationsAfter(postgres, sql);
    }

    List<String> violationsAfterChangingSqlite(String sql) throws SQLException {
        return violationsAfter(sqlite, sql);
    }

    private List<String> violationsAfter(Connection connection, String sql) throws SQLException {
        try {
            for (var statement : sql.split(";")) {
                Sql.run(connection, statement);
            }
            return violations();
        } finally {
            connection.rollback();
        }
    }

    @Override
    public void close() throws SQLException {
        sqlite.close();
        postgres.close();
        database.close();
    }
}
