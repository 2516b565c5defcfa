package ai.pmoves.dox.bench.interruptions;

import ai.pmoves.dox.app.cli.Main;
import ai.pmoves.dox.testing.postgres.Eventually;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * {@code dox backfill}.
 *
 * @param arguments all but what only some calls have
 */
record Command(Path home, List<String> arguments, Map<String, String> environment) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int KILLED = 128 + 9;
    private static final int UNAVAILABLE = 4;

    Command(Path home, Path file, int batchSize) {
        this(
                home,
                List.of(
                        "backfill",
                        "--home",
                        home.toString(),
                        "--from-sqlite",
                        file.toString(),
                        "--batch-size",
                        Integer.toString(batchSize)),
                Map.of());
    }

    Command withDatabase(String url) {
        return new Command(home, arguments, Map.of("SUPABASE_DB_URL", url, "SUPABASE_POOL_SIZE", "3"));
    }

    Command withTarget(Path embedded) {
        var more = new ArrayList<>(arguments);
        more.addAll(List.of("--to-sqlite", embedded.toString()));
        return new Command(home, more, environment);
    }

    /** Starts it as a process of its own, without the comparison at its end. */
    Process start() throws IOException {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1", // it does not live for long
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        command.addAll(arguments);
        command.add("--no-verify");
        var builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        home.resolve("output.txt").toFile()));
        builder.environment().putAll(environment);
        return builder.start();
    }

    /**
     * Waits for the end of a process.
     *
     * @return whether it did not come to its end: it was killed, or on a busy machine the database too slow for it
     * @throws IllegalStateException if it ended in another way than it should
     */
    boolean isUnfinished(Process copy, int expectedExitCode) throws IOException, InterruptedException {
        int exitCode = copy.waitFor();
        if (exitCode != KILLED && exitCode != UNAVAILABLE && exitCode != expectedExitCode) {
            throw new IllegalStateException(
                    "a process ended with %d: %s".formatted(exitCode, Files.readString(output())));
        }
        return exitCode != expectedExitCode;
    }

    private Path output() {
        return home.resolve("output.txt");
    }

    /**
     * Runs it to its end, in this process, with the comparison.
     *
     * @throws IllegalStateException if it ends otherwise
     */
    void finish(int expectedExitCode) {
        var said = new ByteArrayOutputStream();
        var out = new PrintStream(said, true, StandardCharsets.UTF_8);
        int exitCode = Eventually.await("the database is reached")
                .pollInSameThread()
                .until(
                        () -> Main.run(
                                arguments.toArray(String[]::new), new HashMap<>(environment), Path.of(""), out, out),
                        code -> code != UNAVAILABLE);
        if (exitCode != expectedExitCode) {
            throw new IllegalStateException(
                    "the copy ended with %d: %s".formatted(exitCode, said.toString(StandardCharsets.UTF_8)));
        }
    }

    /** The rows in the reject file, each once, in the form of {@link CollectedRejects}. */
    Set<String> rejects() throws IOException {
        var rows = new TreeSet<String>();
        var file = home.resolve("backfill-rejects.ndjson");
        if (Files.exists(file)) {
            for (var line : Files.readAllLines(file)) {
                var json = JSON.readTree(line);
                rows.add("%s %s at %d%s: %s"
                        .formatted(
                                json.get("table").asText(),
                                json.get("id").asText(),
                                json.get("row").get("rowid").asLong(),
                                json.get("outcome").asText().equals("rejected") ? " rejected" : "",
                                json.get("reason").asText()));
            }
        }
        return rows;
    }
}
