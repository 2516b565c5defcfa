package ai.pmoves.dox.app.cli.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import ai.pmoves.dox.app.cli.fixture.CommandResult;
import ai.pmoves.dox.app.cli.fixture.CommandsOnDatabase;
import ai.pmoves.dox.testing.sqlite.LegacyFile;
import ai.pmoves.dox.testing.sqlite.LegacyVersion;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of rows that the shared store refuses, from the first copy until somebody has corrected them. */
class RejectedRowsIT extends CommandsOnDatabase {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LOGS = 1_400;

    /** Of {@link #LOGS} entries that {@link LegacyFile#addLogs} makes: those of 3 and of 703. */
    private static final int REFUSED = 2;

    private Path legacy = Path.of("");
    private Path rejects = Path.of("");

    @BeforeEach
    void makeDatabasePicky() throws Exception {
        environment.put("DB_BACKEND", "supabase");
        legacy = folder.resolve("legacy.sqlite3");
        rejects = folder.resolve("home/backfill-rejects.ndjson");
        execute("alter table log_entries add constraint picky check (message not like '% took 3 ms%')");
    }

    private CommandResult backfill(Path file, String... more) {
        var arguments = new ArrayList<>(List.of("backfill", "--from-sqlite", file.toString()));
        arguments.addAll(List.of(more));
        return dox(arguments.toArray(String[]::new));
    }

    private CommandResult backfill(String... more) {
        return backfill(legacy, more);
    }

    private void execute(String sql) throws SQLException {
        try (var connection = DriverManager.getConnection(database);
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private long one(String sql) throws SQLException {
        try (var connection = DriverManager.getConnection(database);
                var statement = connection.createStatement();
                var row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    private void makeFile() throws SQLException {
        try (var file = LegacyFile.create(legacy, LegacyVersion.CURRENT)) {
            file.addCleanRows();
            file.addLogs(LOGS);
        }
    }

    private List<JsonNode> lines() throws IOException {
        var lines = new ArrayList<JsonNode>();
        for (var line : Files.readAllLines(rejects)) {
            lines.add(JSON.readTree(line));
        }
        return lines;
    }

    private void correct(String wrong, String right) throws IOException {
        Files.writeString(rejects, Files.readString(rejects).replace(wrong, right));
    }

    @Test
    void aRowThatTheStoreRefusesIsKeptWholeAndOnce() throws Exception {
        makeFile();

        var first = backfill("--batch-size", "100");
        var again = backfill("--batch-size", "333");

        assertThat(first.exitCode()).as(first.err()).isEqualTo(5);
        assertThat(again.exitCode()).as(again.err()).isEqualTo(5);
        assertThat(lines()).hasSize(REFUSED).allSatisfy(line -> {
            assertThat(line.get("row").get("message").asText()).contains(" took 3 ms");
            assertThat(line.get("row").fieldNames())
                    .toIterable()
                    .contains("rowid", "id", "document_id", "ts", "level", "code", "component", "attrs_json");
            assertThat(line.get("row").get("id").asText())
                    .isEqualTo(line.get("id").asText());
            assertThat(line.get("reason").asText()).contains("picky");
            assertThat(line.get("source").asText()).isEqualTo(legacy.toString());
        });
    }

    @Test
    void theVerificationSaysHowManyRowsWereRejectedAndWhere() throws Exception {
        makeFile();

        var copied = backfill();
        var json = backfill("--json").json();

        assertThat(copied.out())
                .containsPattern(
                        "Verified [0-9,]+ of [0-9,]+ rows \\(.*\\): 2 rejected \\(log_entries 2\\), kept in " + rejects)
                .doesNotContain("Verified: all");
        assertThat(json.get("rejected_rows").asLong()).isEqualTo(REFUSED);
        assertThat(json.get("rows").asLong() - json.get("verified_rows").asLong())
                .isEqualTo(REFUSED);
        assertThat(json.get("differences").get("count").asLong()).isZero();
    }

    @Test
    void aRejectedRowWhoseOlderStateTheStoreHasIsNoDifference() throws Exception {
        makeFile();
        try (var file = LegacyFile.open(legacy)) {
            file.execute("update logentry set message = 'fine' where message like '% took 3 ms%'");
        }
        assertThat(backfill().exitCode()).isZero();
        try (var file = LegacyFile.open(legacy)) {
            file.execute("update logentry set message = 'it took 3 ms' where message = 'fine'");
        }

        var copied = backfill();

        assertThat(copied.exitCode()).as(copied.out()).isEqualTo(5);
        assertThat(copied.out()).contains("2 rejected (log_entries 2)");
    }

    @Test
    void whatWasCorrectedIsReplayedAndStaysSo() throws Exception {
        makeFile();
        backfill();
        correct(" took 3 ms", " took three ms");

        var replayed = backfill("--replay", rejects.toString());
        var caughtUp = backfill();

        assertThat(replayed.exitCode()).as(replayed.err() + replayed.out()).isZero();
        assertThat(caughtUp.exitCode()).as(caughtUp.err() + caughtUp.out()).isZero();
        assertThat(caughtUp.out()).contains("2 corrected by --replay, and left as they are");
        assertThat(one("select count(*) from log_entries where message like '% took three ms%'"))
                .isEqualTo(REFUSED);
        assertThat(one("select count(*) from log_entries")).isGreaterThanOrEqualTo(LOGS);
        assertThat(dox("parity", "--from-sqlite", legacy.toString()).exitCode()).isZero();
    }

    @Test
    void aRepairThatWasCorrectedStaysSo() throws Exception {
        makeFile();
        try (var file = LegacyFile.open(legacy)) {
            file.execute("delete from logentry");
            file.execute("update summaries set created_at = 'last tuesday'");
        }
        backfill();
        correct("last tuesday", "2026-01-02T03:04:05Z");

        assertThat(backfill("--replay", rejects.toString()).exitCode()).isZero();
        var caughtUp = backfill();

        assertThat(caughtUp.exitCode()).as(caughtUp.out()).isZero();
        assertThat(one("select count(*) from summaries where created_at = '2026-01-02T03:04:05Z'"))
                .isEqualTo(one("select count(*) from summaries"))
                .isPositive();
    }

    @Test
    void aRowThatChangedInTheFileAfterItsCorrectionGoesOver() throws Exception {
        makeFile();
        backfill();
        correct(" took 3 ms", " took three ms");
        backfill("--replay", rejects.toString());
        try (var file = LegacyFile.open(legacy)) {
            file.execute("update logentry set message = 'newer' where message like '% took 3 ms%'");
        }

        assertThat(backfill().exitCode()).isZero();

        assertThat(one("select count(*) from log_entries where message = 'newer'"))
                .isEqualTo(REFUSED);
    }

    @Test
    void aCorrectionThatIsNotReplayedYetSurvivesACatchUp() throws Exception {
        makeFile();
        backfill();
        correct(" took 3 ms", " took three ms");

        assertThat(backfill().exitCode()).isEqualTo(5);

        assertThat(lines()).hasSize(REFUSED).allSatisfy(line -> assertThat(
                        line.get("row").get("message").asText())
                .contains(" took three ms"));
        assertThat(backfill("--replay", rejects.toString()).exitCode()).isZero();
    }

    @Test
    void aRowThatIsStillWrongIsKeptOnceMoreAndWhole() throws Exception {
        makeFile();
        backfill();
        correct("request 3 took 3 ms", "request 3 took three ms");

        for (int i = 0; i < 2; i++) {
            var replayed = backfill("--replay", rejects.toString());

            assertThat(replayed.exitCode()).as(replayed.out()).isEqualTo(5);
            assertThat(replayed.out()).contains("1 rejected (log_entries 1)");
        }

        rejects = folder.resolve("home/backfill-rejects.ndjson.again");
        assertThat(lines()).hasSize(1);
        correct("request 703 took 3 ms", "request 703 took three ms");
        assertThat(backfill("--replay", rejects.toString()).exitCode()).isZero();
        assertThat(backfill().exitCode()).isZero();
    }

    @Test
    void rowsOfAStoresOwnFileAreKeptAndReplayedAsWell() throws Exception {
        makeFile();
        var own = folder.resolve("own.sqlite3");
        var environment = Map.of("DOX_HOME", folder.resolve("home").toString());
        assertThat(CommandResult.of(
                                folder,
                                environment,
                                "backfill",
                                "--from-sqlite",
                                legacy.toString(),
                                "--to-sqlite",
                                own.toString())
                        .exitCode())
                .isZero();

        assertThat(backfill(own).exitCode()).isEqualTo(5);
        correct(" took 3 ms", " took three ms");
        var replayed = backfill(own, "--replay", rejects.toString());

        assertThat(replayed.exitCode()).as(replayed.err() + replayed.out()).isZero();
        var caughtUp = backfill(own);
        assertThat(caughtUp.exitCode()).as(caughtUp.out()).isZero();
        assertThat(one("select count(*) from log_entries where message like '% took three ms%'"))
                .isEqualTo(REFUSED);
    }

    @Test
    void rowsOfTwoFilesAreKeptBesideEachOther() throws Exception {
        makeFile();
        var other = folder.resolve("other.sqlite3");
        Files.copy(legacy, other);
        try (var file = LegacyFile.open(other)) {
            file.execute("update logentry set message = message || '!' where message like '% took 3 ms%'");
        }

        backfill();
        backfill(other);
        backfill();

        assertThat(lines()).hasSize(2 * REFUSED);
    }

    @Test
    void whatHasChangedInTheFileReplacesItsLine() throws Exception {
        makeFile();
        backfill();
        try (var file = LegacyFile.open(legacy)) {
            file.execute("update logentry set message = 'now it took 3 ms' where message like 'request 3 took %'");
        }

        assertThat(backfill().exitCode()).isEqualTo(5);

        assertThat(lines())
                .extracting(line -> line.get("row").get("message").asText())
                .hasSize(REFUSED)
                .contains("now it took 3 ms");
    }

    @Test
    void aRejectFileThatCannotBeReadIsNamedBeforeAnythingIsWritten() throws Exception {
        makeFile();
        Files.createDirectories(rejects.getParent());
        Files.writeString(rejects, "{\"table\":\"logs\",\"row\":{}}\n");

        var refused = backfill();

        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.err()).contains("Line 1 of the reject file '" + rejects + "' cannot be read: ");
        assertThat(one("select count(*) from artifacts")).isZero();
    }
}
