package ai.pmoves.dox.app.cli.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import ai.pmoves.dox.app.cli.fixture.CommandResult;
import ai.pmoves.dox.testing.postgres.PostgresServer;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands on a shared store, from an empty database on. */
@Tag("alone")
class MigrateIT {
    @TempDir
    private Path folder;

    private String database = "";

    @BeforeEach
    void makeDatabase() {
        database = PostgresServer.shared().createDatabase();
    }

    @AfterEach
    void dropDatabase() {
        PostgresServer.shared().dropDatabase(database);
    }

    private CommandResult dox(String... arguments) {
        return CommandResult.of(folder, Map.of("DB_BACKEND", "supabase", "SUPABASE_DB_URL", database), arguments);
    }

    @Test
    void anEmptyDatabaseIsRefusedUntilItIsMigrated() {
        var refused = dox("search", "anything");
        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.err()).contains("does not have the tables yet. Run: dox migrate [store.not-migrated]");

        var migrated = dox("migrate");
        assertThat(migrated.err()).isEmpty();
        assertThat(migrated.out()).contains("scripts applied.");
        assertThat(dox("migrate").out()).contains("is up to date.");
        assertThat(dox("search", "anything", "--mode", "text").exitCode()).isZero();
    }

    @Test
    void theVectorIndexesCanBeTakenAwayAndBuiltAgain() throws Exception {
        dox("migrate");
        assertThat(dox("migrate", "--vector-indexes", "drop").out()).contains("the vector indexes are gone.");
        assertThat(vectorIndexes()).isZero();
        assertThat(dox("migrate", "--vector-indexes", "build", "--memory", "64").out())
                .contains("the vector indexes are there.");
        assertThat(vectorIndexes()).isEqualTo(2);
    }

    private int vectorIndexes() throws Exception {
        try (var connection = DriverManager.getConnection(database);
                var statement = connection.createStatement();
                var row = statement.executeQuery("select count(*) from pg_indexes where indexdef like '%using hnsw%'"
                        + " or indexdef like '%USING hnsw%'")) {
            row.next();
            return row.getInt(1);
        }
    }
}
