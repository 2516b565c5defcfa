package ai.pmoves.dox.app.cli.pair;

import static org.assertj.core.api.Assertions.assertThat;

import ai.pmoves.dox.app.MigratedDatabase;
import ai.pmoves.dox.app.cli.Main;
import ai.pmoves.dox.app.cli.fixture.CommandResult;
import ai.pmoves.dox.app.cli.fixture.Traces;
import ai.pmoves.dox.app.cli.support.CallingThread;
import ai.pmoves.dox.app.cli.support.Console;
import ai.pmoves.dox.app.cli.support.Failures;
import ai.pmoves.dox.testing.postgres.PostgresServer;
import ai.pmoves.dox.testing.postgres.SeparateServer;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who makes a pair of two stores, which may become one, and that nothing else does. */
@SeparateServer
class PairIT {
    private static final String NO_PAIR = "sync.not-paired";

    private final Map<String, String> shared = new HashMap<>();
    private final Map<String, String> laptop = new HashMap<>();

    @TempDir
    private Path folder;

    private String database = "";
    private Path home = Path.of("");

    @BeforeEach
    void makeDatabase() {
        database = MigratedDatabase.create();
        home = folder.resolve("laptop");
        shared.put("DOX_HOME", folder.resolve("server").toString());
        shared.put("DB_BACKEND", "supabase");
        shared.put("SUPABASE_DB_URL", database);
        laptop.put("DOX_HOME", home.toString());
        laptop.put("SUPABASE_DUAL_WRITE", "true");
        laptop.put("SUPABASE_DB_URL", database);
        laptop.put("SYNC_SETTLE_SECONDS", "0");
        laptop.put("AUTO_MIGRATE", "true"); // which those who only look do not do
    }

    @AfterEach
    void dropDatabase() {
        PostgresServer.shared().dropDatabase(database);
    }

    private CommandResult done(Map<String, String> environment, String... arguments) {
        var result = CommandResult.of(folder, environment, arguments);
        assertThat(result.exitCode()).as(result.err() + result.out()).isZero();
        return result;
    }

    private void ingest(Map<String, String> environment, String name) throws IOException {
        var file = Files.writeString(folder.resolve(name), "campaign,spend\nspring,%s\n".formatted(name));
        done(environment, "ingest", "--no-embed", file.toString());
    }

    private Map<String, String> alone() {
        var alone = new HashMap<>(laptop);
        alone.remove("SUPABASE_DUAL_WRITE");
        return alone;
    }

    private Traces traces() {
        return Traces.of(folder, database);
    }

    private void assertRefused(CommandResult result, String... words) {
        assertThat(result.exitCode()).as(result.out() + result.err()).isEqualTo(Failures.FAILED);
        assertThat(result.err()).contains("sync.pair-refused").contains(words);
    }

    @Test
    void whatOnlyLooksChangesNothingAndMakesNoPair() throws Exception {
        ingest(shared, "one.csv");
        var before = traces();
        for (var command : List.of(
                List.of("doctor"),
                List.of("doctor", "--json"),
                List.of("sync", "status"),
                List.of("sync", "conflicts"),
                List.of("parity"),
                List.of("cutover", "--to", "supabase", "--dry-run"),
                List.of("cutover", "--history"),
                List.of("search", "spring", "--mode", "text"),
                List.of("--help"),
                List.of("pair", "--help"),
                List.of("--version"))) {
            CommandResult.of(folder, laptop, command.toArray(String[]::new));
            assertThat(traces()).as(command.toString()).isEqualTo(before);
        }
        var doctor = CommandResult.of(folder, laptop, "doctor");
        assertThat(doctor.exitCode()).isEqualTo(Failures.FAILED);
        assertThat(doctor.out()).containsPattern("fail +pair .*an empty store does not become the primary");

        var following = new HashMap<>(laptop);
        following.put("DB_BACKEND", "supabase");
        following.put("OFFLINE_MODE", "queue");
        assertThat(done(following, "search", "spring", "--mode", "text", "--json")
                        .json()
                        .get("store")
                        .asText())
                .isEqualTo("supabase");
        assertThat(done(following, "doctor").out())
                .containsPattern("warn +pair .*'dox pair' or 'dox serve' makes one, with supabase as the primary");
        assertThat(traces()).isEqualTo(before);
    }

    @Test
    void whatOnlyLooksAtAPairChangesNothingEither() throws Exception {
        done(laptop, "pair", "--yes");
        ingest(laptop, "one.csv");
        var before = traces();
        assertThat(done(laptop, "doctor").out()).containsPattern("ok +pair +sqlite is the primary, epoch 1");
        done(laptop, "sync", "status");
        done(laptop, "sync", "conflicts");
        done(laptop, "cutover", "--to", "supabase", "--dry-run");
        done(laptop, "cutover", "--history");
        done(laptop, "search", "spring", "--mode", "text");
        assertThat(traces()).isEqualTo(before);
    }

    @Test
    void whatWritesMakesNoPairEither() throws Exception {
        ingest(shared, "one.csv");
        var file = folder.resolve("one.csv").toString();
        for (var command : List.of(List.of("ingest", file), List.of("rebuild"))) {
            var refused = CommandResult.of(folder, laptop, command.toArray(String[]::new));
            assertThat(refused.exitCode()).as(command.toString()).isEqualTo(Failures.FAILED);
            assertThat(refused.err()).contains(NO_PAIR, "dox pair");
        }
        assertThat(done(shared, "doctor").out()).contains("1 artifacts");
        ingest(shared, "two.csv"); // it takes writes as before
    }

    @Test
    void anEmptyStoreDoesNotBecomeThePrimaryOfAFilledOne() throws Exception {
        ingest(shared, "one.csv");
        var before = traces();
        assertRefused(
                CommandResult.of(folder, laptop, "pair", "--yes"),
                "has no rows",
                "an empty store does not become the primary",
                "dox pair --primary supabase");
        assertThat(traces()).isEqualTo(before);
        var server = CommandResult.of(folder, laptop, "serve", "--port", "0");
        assertThat(server.exitCode()).isEqualTo(Failures.FAILED);
        assertThat(server.err()).contains("sync.pair-refused");
        assertThat(traces().tables()).isEqualTo(before.tables());

        assertThat(done(laptop, "pair", "--primary", "supabase", "--yes").out()).contains("supabase is the primary");
        ingest(laptop, "two.csv");
        done(laptop, "sync", "status");
        assertThat(done(laptop, "parity").out()).contains("Equal.");
    }

    @Test
    void aFileDoesNotFollowAnEmptyDatabase() throws Exception {
        ingest(alone(), "one.csv");
        assertRefused(
                CommandResult.of(folder, laptop, "pair", "--primary", "supabase", "--yes"),
                "dox pair --primary sqlite");
        var made = done(laptop, "pair", "--json", "--yes").json();
        assertThat(made.get("status").asText()).isEqualTo("paired");
        assertThat(made.get("primary").asText()).isEqualTo("sqlite");
        assertThat(made.get("sqlite_rows").asLong()).isPositive();
        assertThat(done(laptop, "pair", "--primary", "supabase").out())
                .contains("A pair already: sqlite is the primary");
    }

    @Test
    void twoFilledStoresAreComparedFirst() throws Exception {
        ingest(shared, "one.csv");
        ingest(alone(), "two.csv");
        ingest(alone(), "three.csv");
        var before = traces();
        var refused = CommandResult.of(folder, laptop, "pair", "--yes");
        assertRefused(
                refused,
                "which holds what it lacks",
                "artifacts 1",
                "dox parity --repair --from supabase --kind missing,different",
                "dox pair --primary supabase");
        assertRefused(
                CommandResult.of(folder, laptop, "pair", "--primary", "supabase", "--yes"),
                "artifacts 2",
                "dox pair --primary sqlite");
        assertThat(traces().tables()).isEqualTo(before.tables());
        assertThat(traces().files().keySet()).isEqualTo(before.files().keySet());
    }

    @Test
    void aStoreThatHasAllOfTheOtherOneMayBecomeItsPrimary() throws Exception {
        ingest(alone(), "one.csv");
        done(alone(), "backfill", "--from-sqlite", home.resolve("db.sqlite3").toString());
        ingest(alone(), "two.csv"); // what is written between the copy and the first start
        var refused = CommandResult.of(folder, laptop, "pair", "--primary", "supabase", "--yes");
        assertRefused(refused, "artifacts 1");
        var asked = CommandResult.of(folder, laptop, "pair");
        assertThat(asked.exitCode()).isEqualTo(Failures.USAGE);
        assertThat(asked.err()).contains("request.unconfirmed", "--yes", "It lacks");
        done(laptop, "pair", "--yes");
        done(laptop, "backfill", "--from-sqlite", home.resolve("db.sqlite3").toString());
        assertThat(done(laptop, "parity").out()).contains("Equal.");
    }

    @Test
    void aPersonIsAsked() {
        assertThat(answered("n").exitCode()).isEqualTo(Failures.USAGE);
        assertThat(answered("").err()).contains("Not confirmed. Nothing was changed.");
        assertThat(CommandResult.of(folder, laptop, "doctor").out()).contains("not a pair yet");
        assertThat(answered("yes").out()).contains("A pair now");
    }

    private CommandResult answered(String answer) {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        var console = new Console(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                false,
                Optional.of(new BufferedReader(new StringReader(answer + "\n"))));
        int exitCode = Main.run(new String[] {"pair"}, laptop, folder, console, new CallingThread());
        return new CommandResult(exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    @Test
    void aCommandInTheWrongFolderMakesNoFile() {
        for (var command : List.of(
                List.of("sync", "retry"),
                List.of("sync", "drop", "--all"),
                List.of("cutover", "--to", "supabase"),
                List.of("parity", "--repair"))) {
            var refused = CommandResult.of(folder, laptop, command.toArray(String[]::new));
            assertThat(refused.exitCode()).as(command.toString()).isEqualTo(Failures.FAILED);
            assertThat(refused.err()).contains("store.missing", "Is this the right folder?");
            assertThat(home).doesNotExist();
        }
    }
}
