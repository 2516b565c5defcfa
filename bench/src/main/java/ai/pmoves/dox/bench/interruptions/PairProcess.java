package ai.pmoves.dox.bench.interruptions;

import ai.pmoves.dox.bench.interruptions.PairPlan.Lead;
import ai.pmoves.dox.testing.postgres.Eventually;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.awaitility.core.ConditionTimeoutException;

/** {@link PairWork} in a process of its own, which goes on until it is killed. */
final class PairProcess implements AutoCloseable {
    private static final int KILLED = 128 + 9;
    private static final int FAILED = 1;
    private static final long GLANCE_MILLIS = 20;

    private final PairSetup setup;
    private final Process process;
    private final long ledgersBefore;

    private PairProcess(PairSetup setup, Process process, long ledgersBefore) {
        this.setup = setup;
        this.process = process;
        this.ledgersBefore = ledgersBefore;
    }

    static PairProcess start(PairSetup setup, long seed) throws IOException {
        long before = ledgers(setup);
        var builder = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1", // it does not live for long
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        PairProcess.class.getName(),
                        setup.folder().toString(),
                        setup.database(),
                        setup.lead().name(),
                        Long.toString(seed)))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(output(setup).toFile()));
        return new PairProcess(setup, builder.start(), before);
    }

    public static void main(String[] arguments) throws Exception {
        var setup = new PairSetup(Path.of(arguments[0]), arguments[1], Lead.valueOf(arguments[2]));
        Thread.ofPlatform().daemon().start(PairProcess::endWithParent);
        var work = PairWork.begin(setup, Long.parseLong(arguments[3]));
        while (work.failures().isEmpty()) {
            Thread.sleep(GLANCE_MILLIS);
        }
        work.failures().forEach(System.out::println);
        Runtime.getRuntime().halt(FAILED);
    }

    private static void endWithParent() {
        try {
            System.in.transferTo(System.out); // nothing comes
        } catch (IOException e) {
            // it is closed, too
        }
        Runtime.getRuntime().halt(FAILED);
    }

    private static Path output(PairSetup setup) {
        return setup.folder().resolve("output.txt");
    }

    private static long ledgers(PairSetup setup) throws IOException {
        try (var files = Files.list(setup.folder())) {
            return files.filter(file -> file.toString().endsWith(".ledger"))
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
    }

    /** Waits until writers have taken down so much, or until it has ended. */
    void awaitWritten(int bytes) throws IOException {
        try {
            Eventually.await("enough is written")
                    .until(() -> !process.isAlive() || ledgers(setup) >= ledgersBefore + bytes);
        } catch (ConditionTimeoutException e) {
            throw new IllegalStateException("hardly anything is written: " + Files.readString(output(setup)), e);
        }
    }

    void kill() {
        process.destroyForcibly();
    }

    /** @throws IllegalStateException if it ended otherwise than by being killed */
    void requireKilled() throws IOException, InterruptedException {
        int exitCode = process.waitFor();
        if (exitCode != KILLED) {
            throw new IllegalStateException(
                    "a process ended with %d: %s".formatted(exitCode, Files.readString(output(setup))));
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
