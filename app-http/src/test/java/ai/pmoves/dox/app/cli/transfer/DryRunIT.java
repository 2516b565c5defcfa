package ai.pmoves.dox.app.cli.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import ai.pmoves.dox.app.cli.fixture.CommandResult;
import ai.pmoves.dox.testing.postgres.PostgresServer;
import ai.pmoves.dox.testing.sqlite.DirtyLegacyFile;
import ai.pmoves.dox.testing.sqlite.LegacyFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A dry run of a copy changes nothing: neither its target nor any file beside it. */
class DryRunIT {
    @TempDir
    private Path folder;

    private String database = "";
    private Path legacy = Path.of("");

    @BeforeEach
    void makeDatabaseAndFile() throws Exception {
        database = PostgresServer.shared().createDatabase();
        legacy = folder.resolve("legacy.sqlite3");
        DirtyLegacyFile.create(legacy);
    }

    @AfterEach
    void dropDatabase() {
        PostgresServer.shared().dropDatabase(database);
    }

    private Map<String, String> environment() {
        return Map.of(
                "DOX_HOME",
                folder.resolve("home").toString(),
                "DB_BACKEND",
                "supabase",
                "AUTO_MIGRATE",
                "true",
                "SUPABASE_DB_URL",
                database);
    }

    private CommandResult backfill(String... more) {
        var arguments = new java.util.ArrayList<>(java.util.List.of("backfill", "--from-sqlite", legacy.toString()));
        arguments.addAll(java.util.List.of(more));
        return CommandResult.of(folder, environment(), arguments.toArray(String[]::new));
    }

    /** Every file and folder, with its bytes. */
    private Map<String, String> files() throws IOException {
        var files = new TreeMap<String, String>();
        try (var paths = Files.walk(folder)) {
            for (var path : paths.toList()) {
                files.put(
                        path.toString(),
                        Files.isDirectory(path) ? "folder" : java.util.Arrays.hashCode(Files.readAllBytes(path)) + "");
            }
        }
        return files;
    }

    private String tablesOfDatabase() throws Exception {
        try (var connection = DriverManager.getConnection(database);
                var statement = connection.createStatement();
                var row = statement.executeQuery("""
                        select coalesce(string_agg(schemaname || '.' || relname || ' ' || n_tup_ins + n_tup_upd + n_tup_del,
                            ', ' order by 1), '') from pg_stat_user_tables""")) {
            row.next();
            return row.getString(1);
        }
    }

    @Test
    void ofTheSharedStoreNothingIsWrittenAnywhere() throws Exception {
        assertThat(CommandResult.of(folder, environment(), "migrate").exitCode())
                .isZero();
        var before = files();

        var rehearsed = backfill("--dry-run", "--json");

        assertThat(rehearsed.exitCode()).as(rehearsed.err()).isZero();
        assertThat(rehearsed.json().get("rejects").get("rows").asLong()).isPositive();
        assertThat(files()).isEqualTo(before);
        try (var connection = DriverManager.getConnection(database);
                var statement = connection.createStatement();
                var row = statement.executeQuery("select (select count(*) from artifacts)"
                        + " + (select count(*) from log_entries) + (select count(*) from dox.transfer_checkpoints)")) {
            row.next();
            assertThat(row.getLong(1)).isZero();
        }
    }

    @Test
    void tablesThatAreMissingStayMissing() throws Exception {
        var refused = backfill("--dry-run");

        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.err()).contains("store.not-migrated");
        assertThat(tablesOfDatabase()).isEmpty();
    }

    @Test
    void anEmbeddedTargetThatIsNotThereIsNotMade() throws Exception {
        var before = files();

        var rehearsed = backfill("--to-sqlite", folder.resolve("new/db.sqlite3").toString(), "--dry-run", "--json");

        assertThat(rehearsed.exitCode()).as(rehearsed.err()).isZero();
        assertThat(rehearsed.json().get("tables").get(0).get("added").asLong()).isPositive();
        assertThat(files()).isEqualTo(before);
    }

    @Test
    void anEmbeddedTargetThatIsThereIsComparedAndLeft() throws Exception {
        var target = folder.resolve("new/db.sqlite3").toString();
        assertThat(backfill("--to-sqlite", target).exitCode()).isZero();
        try (var file = LegacyFile.open(legacy)) {
            file.insert("document", "id", "another", "path", "", "type", "xml");
        }
        var before = files();

        var rehearsed = backfill("--to-sqlite", target, "--dry-run", "--json");

        assertThat(rehearsed.exitCode()).as(rehearsed.err()).isZero();
        long added = 0;
        long changed = 0;
        for (var table : rehearsed.json().get("tables")) {
            added += table.get("added").asLong();
            changed += table.get("changed").asLong();
        }
        assertThat(added).isEqualTo(1);
        assertThat(changed).isZero();
        assertThat(files()).isEqualTo(before);
    }
}
