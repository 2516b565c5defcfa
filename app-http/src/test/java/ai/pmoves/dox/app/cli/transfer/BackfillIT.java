package ai.pmoves.dox.app.cli.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import ai.pmoves.dox.app.cli.fixture.CommandResult;
import ai.pmoves.dox.app.cli.fixture.CommandsOnDatabase;
import ai.pmoves.dox.testing.sqlite.DirtyLegacyFile;
import ai.pmoves.dox.testing.sqlite.LegacyFile;
import ai.pmoves.dox.testing.sqlite.LegacyVersion;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** From a file of the Python backend to a store that is proven to hold the same, by the commands alone. */
class BackfillIT extends CommandsOnDatabase {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Path legacy = Path.of("");

    @BeforeEach
    void useDatabase() {
        environment.put("DB_BACKEND", "supabase");
        legacy = folder.resolve("legacy.sqlite3");
    }

    private void makeCleanFile(int logs) throws Exception {
        try (var file = LegacyFile.create(legacy, LegacyVersion.CURRENT)) {
            file.addCleanRows();
            file.addLogs(logs);
        }
    }

    private CommandResult backfill(String... more) {
        var arguments = new ArrayList<>(List.of("backfill", "--from-sqlite", legacy.toString()));
        arguments.addAll(List.of(more));
        return dox(arguments.toArray(String[]::new));
    }

    private static long sum(JsonNode report, String what) {
        long sum = 0;
        for (var table : report.get("tables")) {
            sum += table.get(what).asLong();
        }
        return sum;
    }

    @Test
    void aCleanFileGoesOverAndIsVerified() throws Exception {
        makeCleanFile(1_000);
        var before = Files.readAllBytes(legacy);

        var copied = backfill("--batch-size", "300");

        assertThat(copied.exitCode()).as(copied.err()).isZero();
        assertThat(copied.out())
                .contains("log_entries")
                .containsPattern("Verified: all [0-9,]+ rows are the same in the target")
                .contains("The source has no search index. Make one with: dox rebuild");
        assertThat(Files.readAllBytes(legacy)).isEqualTo(before);
        assertThat(folder.resolve("home/backfill-rejects.ndjson")).doesNotExist();
        assertThat(dox("rebuild").exitCode()).isZero();
        assertThat(dox("parity", "--from-sqlite", legacy.toString()).exitCode()).isZero();
    }

    @Test
    void aSecondRunWritesOnlyWhatChanged() throws Exception {
        makeCleanFile(500);
        backfill();
        try (var file = LegacyFile.open(legacy)) {
            file.execute("update logentry set level = 'CHANGED' where rowid = 7");
            for (int i = 0; i < 3; i++) {
                file.insert("logentry", "id", "new" + i, "document_id", "of-nothing");
            }
        }

        var again = backfill("--json");

        assertThat(again.exitCode()).as(again.out()).isZero();
        assertThat(sum(again.json(), "changed")).isEqualTo(1);
        assertThat(sum(again.json(), "added")).isEqualTo(4);
        assertThat(sum(again.json(), "read")).isEqualTo(sum(again.json(), "unchanged") + 4);
    }

    @Test
    void everythingOddIsOverRepairedOrKept() throws Exception {
        DirtyLegacyFile.create(legacy);

        var copied = backfill("--json");

        var report = copied.json();
        assertThat(report.get("differences").get("count").asLong())
                .as(copied.out())
                .isZero();
        assertThat(copied.exitCode()).isEqualTo(sum(report, "rejected") > 0 ? 5 : 0);
        assertThat(sum(report, "repaired")).isGreaterThan(100);
        var kept = folder.resolve("home/backfill-rejects.ndjson");
        assertThat(Files.readAllLines(kept))
                .hasSize(report.get("rejects").get("rows").asInt())
                .allSatisfy(line -> assertThat(JSON.readTree(line).fieldNames())
                        .toIterable()
                        .containsSubsequence("table", "id", "outcome", "reason", "source", "digest", "row"));
        assertThat(sum(report, "read"))
                .isEqualTo(sum(report, "added") + sum(report, "rejected") - madeUpParents(report));
    }

    private static long madeUpParents(JsonNode report) {
        long parents = 0;
        for (var table : report.get("tables")) {
            parents += table.get("remarks").path("parent.missing").asLong();
        }
        return parents;
    }

    @Test
    void aRowThatWasMendedIsReplayed() throws Exception {
        makeCleanFile(5);
        try (var file = LegacyFile.open(legacy)) {
            file.execute("update summaries set created_at = 'last tuesday'");
        }
        backfill();
        var rejects = folder.resolve("home/backfill-rejects.ndjson");
        var mended = Files.readString(rejects).replace("last tuesday", "2026-01-02T03:04:05Z");
        Files.writeString(rejects, mended);

        var replayed = backfill("--replay", rejects.toString());

        assertThat(replayed.exitCode()).as(replayed.err() + replayed.out()).isZero();
        assertThat(one("select count(*) from summaries where created_at = '2026-01-02T03:04:05Z'"))
                .isEqualTo(Files.readAllLines(rejects).size());
    }

    private long one(String sql) throws Exception {
        try (var connection = DriverManager.getConnection(database);
                var statement = connection.createStatement();
                var row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    @Test
    void whatACrashLeftOfALineIsTakenOutOfTheRejectFile() throws Exception {
        DirtyLegacyFile.create(legacy);
        backfill("--no-verify");
        var rejects = folder.resolve("home/backfill-rejects.ndjson");
        var lines = Files.readAllLines(rejects);
        var whole = Files.readString(rejects);
        Files.writeString(rejects, whole.substring(0, whole.length() - 10));
        backfill("--no-verify");
        assertThat(Files.readAllLines(rejects)).isEqualTo(lines);

        Files.writeString(rejects, whole.stripTrailing()); // as an editor may leave it
        backfill("--no-verify");
        assertThat(Files.readAllLines(rejects)).isEqualTo(lines);
    }

    @Test
    void aDryRunTellsWhatACopyWouldDo() throws Exception {
        makeCleanFile(50);

        var rehearsed = backfill("--dry-run", "--json");

        assertThat(rehearsed.exitCode()).as(rehearsed.err()).isZero();
        assertThat(sum(rehearsed.json(), "added")).isEqualTo(sum(rehearsed.json(), "read"));
        assertThat(rehearsed.json().get("verified").asBoolean()).isFalse();
        assertThat(one("select count(*) from log_entries")).isZero();
    }

    @Test
    void aResetTakesAwayWhatWasThere() throws Exception {
        makeCleanFile(5);
        backfill();
        try (var file = LegacyFile.open(legacy)) {
            file.execute("delete from logentry");
        }

        assertThat(backfill("--reset", "--yes").exitCode()).isZero();

        assertThat(one("select count(*) from log_entries")).isZero();
    }

    @Test
    void onlyTheTablesThatAreAskedForAreCopied() throws Exception {
        makeCleanFile(5);

        assertThat(backfill("--tables", "artifacts,facts").exitCode()).isZero();

        assertThat(one("select count(*) from facts")).isPositive();
        assertThat(one("select count(*) from log_entries")).isZero();
        var refused = backfill("--tables", "facts,fact");
        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.err()).contains("--tables names 'fact'; it can name: artifacts, documents,");
    }

    @Test
    void parityNamesWhatDiffersAndRepairsIt() throws Exception {
        makeCleanFile(100);
        backfill();
        var embedded = Map.of(
                "DOX_HOME", folder.resolve("home").toString(), "DB_BACKEND", "sqlite", "SUPABASE_DB_URL", database);
        assertThat(CommandResult.of(
                                folder,
                                embedded,
                                "backfill",
                                "--from-sqlite",
                                legacy.toString(),
                                "--to-sqlite",
                                folder.resolve("home/db.sqlite3").toString())
                        .exitCode())
                .isZero();
        assertThat(CommandResult.of(folder, embedded, "parity").out()).contains("Equal.");
        execute("update log_entries set message = message || '!' where seq = 3");
        execute("delete from log_entries where seq = 4");
        execute("insert into artifacts (id, seq, filename, filepath, filetype) values ('extra', 1, '', '', '')");

        var different = CommandResult.of(folder, embedded, "parity", "--json");

        assertThat(different.exitCode()).isEqualTo(3);
        assertThat(different.json().get("differences").get("first"))
                .extracting(found ->
                        found.get("kind").asText() + " " + found.get("table").asText() + " "
                                + found.get("columns").fieldNames().hasNext())
                .containsExactlyInAnyOrder(
                        "different log_entries true", "missing log_entries false", "extra artifacts false");
        var repaired = CommandResult.of(folder, embedded, "parity", "--repair", "--yes");
        assertThat(repaired.exitCode()).as(repaired.err()).isZero();
        assertThat(repaired.out()).contains("3 rows differed; 3 repaired.");
        assertThat(CommandResult.of(folder, embedded, "parity").exitCode()).isZero();
    }

    private void execute(String sql) throws Exception {
        try (var connection = DriverManager.getConnection(database);
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
