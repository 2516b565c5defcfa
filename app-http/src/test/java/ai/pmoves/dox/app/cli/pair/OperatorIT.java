package ai.pmoves.dox.app.cli.pair;

import static org.assertj.core.api.Assertions.assertThat;

import ai.pmoves.dox.app.MigratedDatabase;
import ai.pmoves.dox.app.cli.fixture.ApiClient;
import ai.pmoves.dox.app.cli.fixture.CommandResult;
import ai.pmoves.dox.app.cli.fixture.DoxProcess;
import ai.pmoves.dox.app.cli.fixture.OperatorCopies;
import ai.pmoves.dox.app.cli.fixture.OperatorTruth;
import ai.pmoves.dox.app.cli.fixture.RunningServer;
import ai.pmoves.dox.app.cli.support.Failures;
import ai.pmoves.dox.testing.campaign.Seeds;
import ai.pmoves.dox.testing.postgres.PostgresServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A tired operator, who gives any command with any options on two devices and their database, also in the wrong folder,
 * with the wrong login, and while the database is away, who kills commands, starts servers, and restores older copies of
 * either store. After each step every acknowledged row is somewhere, a command that looks or was not confirmed has changed
 * nothing, and what was called equal or ready is so.
 */
@Tag("alone") // reads the feed of changes
class OperatorIT {
    private static final int STEPS = 14;
    private static final String NO_ONE = "postgresql://postgres@127.0.0.1:1/postgres";
    private static final List<String> SIDES = List.of("sqlite", "supabase");

    @TempDir
    private Path folder;

    private final List<String> given = new ArrayList<>();
    private Random random = new Random();
    private String database = "";
    private int files;
    private OperatorCopies copies;

    static LongStream seeds() {
        return Seeds.of("1-3", "1-500").stream();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void nothingIsLostAndWhatIsSaidIsSo(long seed) {
        random = new Random(seed * 0x9E3779B97F4A7C15L);
        database = MigratedDatabase.create();
        try {
            var truth = new OperatorTruth(folder, database);
            copies = new OperatorCopies(folder, database);
            for (int step = 0; step < STEPS; step++) {
                var before = given.size();
                step(truth);
                truth.assertNothingLost(
                        "seed %d: %s".formatted(seed, given.subList(Math.max(0, before - 5), given.size())));
            }
        } finally {
            copies.close();
            PostgresServer.shared().dropDatabase(database);
        }
    }

    private void step(OperatorTruth truth) {
        var home = folder.resolve(random.nextInt(3) == 0 ? "second" : "first");
        var device = device(home);
        switch (random.nextInt(16)) {
            case 0, 1, 2 -> ingest(truth, device);
            case 3 -> ingest(truth, with(device, "SUPABASE_DB_URL", NO_ONE));
            case 4 -> pair(truth, device);
            case 5 ->
                look(
                        truth,
                        device,
                        any(List.of(
                                "doctor", "sync status", "sync conflicts", "sync devices", "parity --from sqlite")));
            case 6 -> parity(truth, home, device);
            case 7 -> repair(truth, device);
            case 8 -> backfill(truth, home, device);
            case 9 -> cutover(truth, device);
            case 10 ->
                confirmed(truth, device, any(List.of("unpair", "unpair --only sqlite", "unpair --only supabase")));
            case 11 -> letters(truth, device);
            case 12 -> restore(truth, home);
            case 13 -> serve(truth, device);
            case 14 -> kill(device, home);
            default -> strange(truth, device);
        }
    }

    private Map<String, String> device(Path home) {
        var environment = new HashMap<>(
                Map.of("DOX_HOME", home.toString(), "SUPABASE_DB_URL", database, "DB_BACKEND", any(SIDES)));
        if (random.nextInt(5) > 0) {
            environment.put("SUPABASE_DUAL_WRITE", "true");
        }
        if (random.nextBoolean()) {
            environment.put("OFFLINE_MODE", "queue");
        }
        return environment;
    }

    private static Map<String, String> with(Map<String, String> environment, String name, String value) {
        var changed = new HashMap<>(environment);
        changed.put(name, value);
        return changed;
    }

    private <T> T any(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    private CommandResult dox(Map<String, String> environment, String command) {
        var arguments = command.split(" ");
        var result = CommandResult.of(folder, environment, arguments);
        given.add("%s %s -> %d".formatted(environment, command, result.exitCode()));
        assertThat(result.err())
                .as(Arrays.toString(arguments))
                .doesNotContain("unexpected failure", "[internal]", "\tat ");
        return result;
    }

    private void ingest(OperatorTruth truth, Map<String, String> device) {
        var name = "file%d.csv".formatted(++files);
        var file = folder.resolve("in").resolve(name);
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, "campaign,spend\nspring,100\nautumn,%d\n".formatted(files));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (dox(device, "ingest --no-embed " + file).exitCode() == Failures.DONE) {
            truth.acknowledge(name);
        }
    }

    /** A command that asks: without an answer it changes nothing. */
    private CommandResult confirmed(OperatorTruth truth, Map<String, String> device, String command) {
        if (random.nextInt(3) > 0) {
            return dox(device, command + " --yes");
        }
        var before = truth.state();
        var result = dox(device, command);
        if (result.err().contains("request.unconfirmed")) {
            assertThat(result.exitCode()).isEqualTo(Failures.USAGE);
            assertThat(truth.state()).as(command).isEqualTo(before);
        }
        return result;
    }

    private CommandResult look(OperatorTruth truth, Map<String, String> device, String command) {
        var before = truth.state();
        var result = dox(device, command);
        assertThat(truth.state()).as(given.toString()).isEqualTo(before);
        return result;
    }

    private void pair(OperatorTruth truth, Map<String, String> device) {
        confirmed(truth, device, "pair --primary " + any(SIDES));
    }

    private void parity(OperatorTruth truth, Path home, Map<String, String> device) {
        var result = look(truth, device, "parity");
        if (result.exitCode() == Failures.DONE) {
            assertThat(result.out()).contains("Equal.");
            assertThat(truth.isEqual(home)).as(given.toString()).isTrue();
        }
    }

    private void repair(OperatorTruth truth, Map<String, String> device) {
        var options = any(
                List.of("", " --kind missing", " --kind missing,different", " --tables artifacts", " --tables facts"));
        var from = random.nextBoolean() ? "" : " --from " + any(SIDES);
        confirmed(truth, device, "parity --repair" + from + options);
    }

    private void backfill(OperatorTruth truth, Path home, Map<String, String> device) {
        var file = home.resolve("db.sqlite3");
        var command = "backfill --from-sqlite " + file;
        switch (random.nextInt(4)) {
            case 0 -> look(truth, device, command + " --dry-run" + any(List.of("", " --reset")));
            case 1 -> confirmed(truth, device, command + " --reset");
            case 2 ->
                confirmed(
                        truth,
                        device,
                        command + " --reset --tables " + any(List.of("summaries", "facts", "artifacts")));
            default -> dox(device, command);
        }
    }

    private void cutover(OperatorTruth truth, Map<String, String> device) {
        var to = "cutover --to " + any(SIDES);
        var ready = look(truth, device, to + " --dry-run");
        var switched = dox(device, to);
        if (ready.exitCode() == Failures.DONE) {
            assertThat(switched.exitCode()).as(switched.err() + given).isEqualTo(Failures.DONE);
        }
    }

    private void letters(OperatorTruth truth, Map<String, String> device) {
        switch (random.nextInt(3)) {
            case 0 -> dox(device, "sync retry");
            case 1 -> confirmed(truth, device, "sync drop --all");
            default -> confirmed(truth, device, "sync conflicts --forget-all");
        }
    }

    /** Takes a copy of a store for later, or puts an earlier one in its place. What was there is moved away. */
    private void restore(OperatorTruth truth, Path home) {
        if (random.nextBoolean()) {
            given.add(random.nextBoolean() ? copies.ofDatabase(truth) : copies.ofFile(home));
        } else {
            given.add(random.nextBoolean() ? copies.restoreDatabase(truth) : copies.restoreFile(home));
        }
    }

    private void serve(OperatorTruth truth, Map<String, String> device) {
        given.add(device + " serve");
        try (var server = RunningServer.start(folder, device)) {
            var address = server.addressIfStarted();
            if (address.isPresent()) {
                upload(truth, new ApiClient(address.get()));
            }
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void upload(OperatorTruth truth, ApiClient api) throws IOException, InterruptedException {
        var name = "file%d.csv".formatted(++files);
        var content = "campaign,spend\nspring,%d\n".formatted(files).getBytes(StandardCharsets.UTF_8);
        if (api.tryUpload("/upload", "files", name, content) == 200) {
            truth.acknowledge(name);
        }
    }

    /** A command that ends at some moment of its work. */
    private void kill(Map<String, String> device, Path home) {
        var command = any(List.of(
                "pair --yes",
                "backfill --reset --yes --from-sqlite " + home.resolve("db.sqlite3"),
                "parity --repair --yes",
                "cutover --to " + any(SIDES),
                "unpair --yes"));
        given.add(device + " " + command + ", killed");
        try (var dox = DoxProcess.start(folder, device, command.split(" "))) {
            Thread.sleep(400 + random.nextInt(2_000));
            dox.kill();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** In the wrong folder, with the wrong login, or with a file that was kept. */
    private void strange(OperatorTruth truth, Map<String, String> device) {
        var kept = truth.files(".ndjson");
        switch (random.nextInt(3)) {
            case 0 -> {
                var wrong = with(device, "DOX_HOME", folder.resolve("wrong").toString());
                var command = any(List.of(
                        "sync status",
                        "parity",
                        "parity --repair --yes",
                        "sync drop --all --yes",
                        "cutover --to sqlite",
                        "unpair --yes"));
                look(truth, wrong, command);
            }
            case 1 -> {
                var wrong = with(device, "SUPABASE_DB_URL", database.replaceFirst("user=\\w+|//\\w+:", "$0x"));
                look(truth, wrong, any(List.of("doctor", "parity --repair --yes", "unpair --only supabase --yes")));
            }
            default -> {
                if (!kept.isEmpty()) {
                    dox(device, "backfill --replay " + any(kept));
                }
            }
        }
    }
}
