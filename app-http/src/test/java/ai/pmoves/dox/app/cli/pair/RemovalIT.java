package ai.pmoves.dox.app.cli.pair;

import static org.assertj.core.api.Assertions.assertThat;

import ai.pmoves.dox.app.cli.Main;
import ai.pmoves.dox.app.cli.fixture.CommandResult;
import ai.pmoves.dox.app.cli.fixture.CommandsOnDatabase;
import ai.pmoves.dox.app.cli.fixture.Traces;
import ai.pmoves.dox.app.cli.support.CallingThread;
import ai.pmoves.dox.app.cli.support.Console;
import ai.pmoves.dox.app.cli.support.Failures;
import ai.pmoves.dox.testing.postgres.SeparateServer;
import ai.pmoves.dox.testing.sqlite.LegacyFile;
import ai.pmoves.dox.testing.sqlite.LegacyVersion;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Commands that remove rows say so, ask, and keep what they remove. */
@SeparateServer
class RemovalIT extends CommandsOnDatabase {
    private Path legacy = Path.of("");

    @BeforeEach
    void fillDatabase() throws Exception {
        legacy = folder.resolve("legacy.sqlite3");
        try (var file = LegacyFile.create(legacy, LegacyVersion.CURRENT)) {
            file.addCleanRows();
            file.addLogs(300);
        }
        done("backfill", "--from-sqlite", legacy.toString());
    }

    private CommandResult backfill(String... more) {
        var arguments = new ArrayList<>(List.of("backfill", "--from-sqlite", legacy.toString()));
        arguments.addAll(List.of(more));
        return dox(arguments.toArray(String[]::new));
    }

    private void execute(String sql) throws SQLException {
        try (var connection = DriverManager.getConnection(database);
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private Map<String, String> tables() {
        var tables = new HashMap<>(Traces.of(folder, database).tables());
        tables.keySet().removeIf(table -> table.startsWith("dox."));
        return tables;
    }

    private List<Path> kept() throws IOException {
        var removed = folder.resolve("home/removed");
        if (!Files.exists(removed)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(removed)) {
            return files.sorted().toList();
        }
    }

    private static void assertUnconfirmed(CommandResult refused, String... parts) {
        assertThat(refused.exitCode()).as(refused.out() + refused.err()).isEqualTo(Failures.USAGE);
        assertThat(refused.err())
                .contains("--yes", "Nothing was changed", "request.unconfirmed")
                .contains(parts);
    }

    @Test
    void aResetEmptiesOnlyTheTablesThatItWasAskedFor() throws Exception {
        var before = tables();

        var unasked = backfill("--reset", "--tables", "summaries");
        var unchanged = tables();
        var reset = backfill("--reset", "--tables", "summaries", "--yes");

        assertUnconfirmed(unasked, "--reset removes", "summaries 2", "supabase");
        assertThat(unchanged).isEqualTo(before);
        assertThat(reset.exitCode()).as(reset.err()).isZero();
        assertThat(reset.out()).contains("rows removed; they are kept in " + kept().getFirst());
        assertThat(tables()).isEqualTo(before); // the copy has brought them again
    }

    @Test
    void aResetRemovesNoRowsOfTablesThatItWasNotToldOf() {
        var before = tables();

        var refused = backfill("--reset", "--tables", "artifacts,facts", "--yes");

        assertThat(refused.exitCode()).isEqualTo(Failures.USAGE);
        assertThat(refused.err()).contains("--tables does not name", "documents ", "Nothing was changed");
        assertThat(tables()).isEqualTo(before);
    }

    @Test
    void aResetOfEverythingCanBeUndoneFromTheFileThatItKept() throws Exception {
        var before = tables();
        try (var file = LegacyFile.open(legacy)) {
            file.execute("delete from logentry");
            file.execute("delete from fact");
        }
        done("backfill", "--from-sqlite", legacy.toString(), "--reset", "--yes");
        assertThat(tables()).isNotEqualTo(before);

        var replayed = done("backfill", "--replay", kept().getFirst().toString());

        assertThat(tables()).isEqualTo(before);
        assertThat(replayed.out()).contains("Verified: all");
    }

    @Test
    void aDryRunOfAResetSaysWhatItWouldRemove() throws Exception {
        var before = tables();
        var told = backfill("--reset", "--dry-run", "--tables", "summaries");
        assertThat(told.exitCode()).as(told.err()).isZero();
        assertThat(told.out()).contains("--reset would remove", "summaries 2").containsPattern("summaries +2 +2 +0 ");
        assertThat(tables()).isEqualTo(before);
        assertThat(kept()).isEmpty();
    }

    @Test
    void aStoreInAPairIsNotReset() throws Exception {
        environment.put("SUPABASE_DUAL_WRITE", "true");
        environment.put("DB_BACKEND", "supabase");
        done("pair", "--primary", "supabase", "--yes");
        var before = tables();

        for (var target : List.of(
                List.<String>of(),
                List.of("--to-sqlite", folder.resolve("home/db.sqlite3").toString()))) {
            var more = new ArrayList<>(List.of("--reset", "--tables", "summaries", "--yes"));
            more.addAll(target);
            var refused = backfill(more.toArray(String[]::new));
            assertThat(refused.exitCode()).isEqualTo(Failures.FAILED);
            assertThat(refused.err()).contains("sync.in-pair", "dox unpair", "dox parity --repair", "epoch 1");
        }
        assertThat(tables()).isEqualTo(before);
        assertThat(kept()).isEmpty();
    }

    @Test
    void aPersonIsAskedBeforeAReset() throws Exception {
        var before = tables();
        var refused = answered("n", "backfill", "--from-sqlite", legacy.toString(), "--reset");
        assertThat(refused.exitCode()).isEqualTo(Failures.USAGE);
        assertThat(refused.err()).contains("log_entries 30", "Go on?", "Not confirmed. Nothing was changed.");
        assertThat(tables()).isEqualTo(before);
        assertThat(kept()).isEmpty();
    }

    @Test
    void rowsAreNotKeptIfSomebodySaysSo() throws Exception {
        done("backfill", "--from-sqlite", legacy.toString(), "--reset", "--tables", "summaries", "--yes", "--no-keep");
        assertThat(kept()).isEmpty();
        var file = folder.resolve("elsewhere/kept.ndjson");
        done(
                "backfill",
                "--from-sqlite",
                legacy.toString(),
                "--reset",
                "--tables",
                "summaries",
                "--yes",
                "--keep",
                file.toString());
        assertThat(Files.readAllLines(file)).isNotEmpty().allMatch(line -> line.contains("\"outcome\":\"removed\""));
        var again = backfill("--reset", "--tables", "summaries", "--yes", "--keep", file.toString());
        assertThat(again.exitCode()).isEqualTo(Failures.USAGE);
        assertThat(again.err()).contains("which is there already");
    }

    private CommandResult answered(String answer, String... arguments) {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        var console = new Console(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                false,
                Optional.of(new BufferedReader(new StringReader(answer + "\n"))));
        int exitCode = Main.run(arguments, environment, folder, console, new CallingThread());
        return new CommandResult(exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }
}
