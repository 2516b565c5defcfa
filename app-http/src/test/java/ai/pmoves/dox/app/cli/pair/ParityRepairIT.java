package ai.pmoves.dox.app.cli.pair;

import static org.assertj.core.api.Assertions.assertThat;

import ai.pmoves.dox.app.cli.fixture.CommandResult;
import ai.pmoves.dox.app.cli.fixture.CommandsOnDatabase;
import ai.pmoves.dox.app.cli.fixture.Traces;
import ai.pmoves.dox.app.cli.support.Failures;
import ai.pmoves.dox.testing.postgres.SeparateServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A pair in which one store was changed past the program, and is repaired from the other one. */
@SeparateServer
class ParityRepairIT extends CommandsOnDatabase {
    private static final String UNNOTICED = "begin; set local dox.origin = 'replica:%s'; %s; commit";

    private int ingested;

    @BeforeEach
    void usePair() {
        environment.put("SUPABASE_DUAL_WRITE", "true");
    }

    private void makePair(String primary) throws IOException {
        done("pair", "--primary", primary, "--yes");
        ingest("one.csv");
        ingest("two.csv");
        assertThat(done("parity").out()).contains("Equal.");
    }

    /** At its end it brings over what waits. */
    private void ingest(String name) throws IOException {
        var file = Files.writeString(
                folder.resolve(name), "campaign,spend\nspring,100\nautumn,%d\n".formatted(++ingested));
        done("ingest", "--no-embed", file.toString());
    }

    private void inDatabase(String statement) throws SQLException {
        execute(database, statement);
    }

    /** Past the triggers, as a broken disk or a careless script changes rows. */
    private void corrupt(String table, String statement) throws SQLException {
        inDatabase(UNNOTICED.formatted(table, statement));
    }

    private void corruptFile(String statement) throws SQLException {
        var file = "jdbc:sqlite:" + folder.resolve("home/db.sqlite3");
        execute(file, "update sync_state set mark = 1");
        execute(file, statement);
        execute(file, "update sync_state set mark = 0");
    }

    private static void execute(String url, String statement) throws SQLException {
        try (var connection = DriverManager.getConnection(url);
                var execution = connection.createStatement()) {
            execution.execute(statement);
        }
    }

    private List<String> ask(String query) throws SQLException {
        try (var connection = DriverManager.getConnection(database);
                var statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
            var values = new java.util.ArrayList<String>();
            while (rows.next()) {
                values.add(rows.getString(1));
            }
            return values;
        }
    }

    private static Path kept(CommandResult repaired) {
        var line = Pattern.compile("kept in (\\S+\\.ndjson)\\.").matcher(repaired.out());
        assertThat(line.find()).as(repaired.out()).isTrue();
        return Path.of(line.group(1));
    }

    @Test
    void aRepairSaysWhatItWouldDoAndKeepsWhatItReplaces() throws Exception {
        makePair("sqlite");
        corrupt("artifacts", "update artifacts set filename = 'broken.csv' where filename = 'one.csv'");
        corrupt(
                "artifacts",
                "insert into artifacts (id, seq, filename, filepath, filetype) values ('extra', 9, 'e', '', '')");
        corrupt("evidence", "insert into evidence (id, seq, artifact_id) values ('below', 9, 'extra')");
        var before = Traces.of(folder, database).tables();

        var refused = dox("parity", "--repair");
        var unchanged = Traces.of(folder, database).tables();
        var repaired = done("parity", "--repair", "--yes");

        assertThat(refused.exitCode()).isEqualTo(Failures.USAGE);
        assertThat(refused.err())
                .contains(
                        "replaces 1 rows (artifacts 1)",
                        "loses 2 rows (artifacts 1, evidence 1)",
                        "--yes",
                        "request.unconfirmed");
        before.remove("dox.sync_history");
        unchanged.remove("dox.sync_history");
        assertThat(unchanged).isEqualTo(before);
        assertThat(repaired.out()).contains("3 rows differed; 3 repaired.");
        assertThat(Files.readAllLines(kept(repaired)))
                .hasSize(3)
                .anyMatch(line -> line.contains("broken.csv"))
                .anyMatch(line -> line.contains("\"id\":\"below\""));
        assertThat(done("parity").out()).contains("Equal.");
    }

    @Test
    void whatARepairRemovedCanBeBroughtBack() throws Exception {
        makePair("sqlite");
        corrupt(
                "artifacts",
                "insert into artifacts (id, seq, filename, filepath, filetype) values ('extra', 9, 'e', '', '')");
        corrupt("evidence", "insert into evidence (id, seq, artifact_id) values ('below', 9, 'extra')");
        var repaired = done("parity", "--repair", "--keys", "artifacts:extra", "--yes"); // evidence goes with it
        assertThat(ask("select id from evidence where id = 'below'")).isEmpty();
        var file = folder.resolve("home/db.sqlite3").toString();

        done("backfill", "--replay", kept(repaired).toString(), "--to-sqlite", file);
        ingest("three.csv");

        assertThat(ask("select id from evidence where id = 'below'")).hasSize(1);
        assertThat(done("parity").out()).contains("Equal.");
    }

    @Test
    void aCorruptionInTheSharedPrimaryIsRepairedFromTheFile() throws Exception {
        makePair("supabase");
        corrupt("artifacts", "update artifacts set filename = 'broken.csv' where filename = 'one.csv'");
        corrupt(
                "facts",
                "delete from facts where artifact_id in (select id from artifacts where filename = 'two.csv')");
        var id = ask("select id from artifacts where filename = 'broken.csv'").getFirst();

        var seen = dox("parity", "--from", "sqlite");
        var repaired = done("parity", "--repair", "--from", "sqlite", "--yes");

        assertThat(seen.exitCode()).isEqualTo(Failures.DIFFERENT);
        assertThat(seen.out()).contains("different artifacts " + id, "missing facts", "supabase   \"broken.csv\"");
        assertThat(repaired.out()).contains("2 rows differed; 2 repaired.");
        assertThat(repaired.err()).contains("It is the primary of a pair");
        assertThat(ask("select filename from artifacts order by filename")).containsExactly("one.csv", "two.csv");
        assertThat(ask("select c.key from dox.sync_changes c, dox.sync_state s where c.key = '" + id
                        + "' and c.device = s.store_id and c.counter > 1"))
                .as("the primary has noticed it as a change")
                .hasSize(1);
        ingest("three.csv");
        assertThat(done("sync", "status").out()).contains("nothing waits");
        assertThat(done("parity").out()).contains("Equal.");
    }

    @Test
    void aCorruptionInTheFileThatIsPrimaryIsRepairedFromTheDatabase() throws Exception {
        makePair("sqlite");
        corruptFile("update artifacts set filename = 'broken.csv' where filename = 'one.csv'");
        var spread = dox("parity", "--from", "supabase", "--kind", "missing");
        assertThat(spread.out()).contains("No such difference.");
        done("parity", "--repair", "--from", "supabase", "--kind", "different", "--yes");
        ingest("three.csv");
        assertThat(ask("select filename from artifacts order by filename"))
                .containsExactly("one.csv", "three.csv", "two.csv");
        assertThat(done("parity").out()).contains("Equal.");
    }

    @Test
    void aRepairIsOfTheRowsAndKindsThatItIsToldOf() throws Exception {
        makePair("sqlite");
        corrupt("artifacts", "update artifacts set filename = filename || '!'");
        var ids = ask("select id from artifacts order by id");

        var one = done("parity", "--repair", "--yes", "--keys", "artifacts:" + ids.getFirst());
        assertThat(one.out()).contains("1 rows differed; 1 repaired.");
        assertThat(ask("select id from artifacts where filename like '%!'")).containsExactly(ids.getLast());
        assertThat(dox("parity", "--keys", "artifacts:" + ids.getFirst()).out()).contains("No such difference.");
        assertThat(done("parity", "--repair", "--kind", "missing,extra").out()).contains("No such difference.");
        assertThat(dox("parity").exitCode()).isEqualTo(Failures.DIFFERENT);
        assertThat(dox("parity", "--keys", "artifacts:none").exitCode()).isEqualTo(Failures.USAGE);
        assertThat(dox("parity", "--kind", "odd").exitCode()).isEqualTo(Failures.USAGE);
        assertThat(dox("parity", "--from-sqlite", "x", "--from", "sqlite").exitCode())
                .isEqualTo(Failures.USAGE);

        var json = done("parity", "--repair", "--yes", "--json").json();
        assertThat(json.at("/repair/repaired").asLong()).isEqualTo(1);
        assertThat(json.at("/repair/left/count").asLong()).isZero();
        assertThat(json.at("/repair/kept").asText()).endsWith(".ndjson");
    }

    @Test
    void theNewerSideIsShown() throws Exception {
        makePair("sqlite");
        corruptFile("update artifacts set filename = 'broken.csv' where filename = 'one.csv'");
        assertThat(dox("parity").out()).containsPattern("newer: unknown \\(both have version 1@\\w+, so that one");
        corrupt("artifacts", "update artifacts set revision = revision + 1 where filename = 'two.csv'");
        assertThat(dox("parity").out()).containsPattern("newer: secondary \\(revision \\d+, the other one has \\d+\\)");
        inDatabase("update dox.sync_changes set counter = 7 where table_name = 'artifacts'");
        assertThat(dox("parity", "--json")
                        .json()
                        .at("/differences/first/0/newer")
                        .asText())
                .isEqualTo("secondary");
        assertThat(dox("parity").out()).containsPattern("newer: secondary \\(version 7@\\w+, the other one has 1@");
    }

    @Test
    void whatReplicationIsToBringOverIsNotUndone() throws Exception {
        makePair("sqlite");
        environment.put("SUPABASE_DB_URL", "postgresql://postgres@127.0.0.1:1/postgres");
        ingest("away.csv"); // waits in the file
        environment.put("SUPABASE_DB_URL", database);
        ask("select 1");

        var repaired = dox("parity", "--repair", "--from", "supabase", "--yes");

        assertThat(repaired.exitCode()).as(repaired.out()).isEqualTo(Failures.DIFFERENT);
        assertThat(repaired.out()).contains("0 repaired", "were left, since replication is to bring them over");
        ingest("after.csv");
        assertThat(ask("select filename from artifacts where filename = 'away.csv'"))
                .hasSize(1);
        assertThat(done("parity").out()).contains("Equal.");
    }
}
