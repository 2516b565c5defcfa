package ai.pmoves.dox.testing.stores.load;

import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.replication.cutover.Cutover;
import ai.pmoves.dox.replication.cutover.CutoverOptions;
import ai.pmoves.dox.replication.cutover.CutoverProgress;
import ai.pmoves.dox.replication.pair.CutoverStep;
import ai.pmoves.dox.replication.pair.Journal;
import ai.pmoves.dox.replication.pair.Side;
import ai.pmoves.dox.testing.postgres.Eventually;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A switch in a process of its own, which ends as by a kill after one of its steps, or is killed from outside. */
public final class SwitchProcess implements AutoCloseable {
    /** The exit code of a process that has ended itself. */
    public static final int KILLED = 137;

    private static final long TIMEOUT_SECONDS = 480;

    private final Process process;

    private SwitchProcess(Process process) {
        this.process = process;
    }

    /** @param last the step after which it ends, null for none */
    public static SwitchProcess start(Path file, String database, Side next, @Nullable CutoverStep last)
            throws IOException {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1", // it does not live for long
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                SwitchProcess.class.getName(),
                file.toString(),
                database,
                next.name()));
        if (last != null) {
            command.add(last.name());
        }
        return new SwitchProcess(new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    public static void main(String[] arguments) {
        try (var stores = open(Path.of(arguments[0]), arguments[1])) {
            var journal = new Journal(Clock.systemUTC(), "a process");
            new Cutover(stores.pair(), journal, CutoverOptions.DEFAULT)
                    .to(Side.valueOf(arguments[2]), new CutoverProgress() {
                        @Override
                        public void done(CutoverStep step) {
                            if (arguments.length > 3 && step == CutoverStep.valueOf(arguments[3])) {
                                Runtime.getRuntime().halt(KILLED);
                            }
                        }
                    });
        }
    }

    /** On a machine with much to do it takes a while until a new process gets an answer. */
    private static OpenPair open(Path file, String database) {
        return Eventually.await("the shared store answers")
                .ignoreExceptionsMatching(SwitchProcess::isUnavailable)
                .until(() -> OpenPair.of(file, database), Objects::nonNull);
    }

    private static boolean isUnavailable(Throwable failure) {
        return failure instanceof DoxException e && e.code() == ErrorCode.STORE_UNAVAILABLE;
    }

    /** Waits until it has ended. */
    public int exitCode() throws InterruptedException {
        if (!endsWithin(Duration.ofSeconds(TIMEOUT_SECONDS))) {
            throw new IllegalStateException("a switch takes longer than %d s".formatted(TIMEOUT_SECONDS));
        }
        return process.exitValue();
    }

    /** Whether it ends by itself so soon. */
    public boolean endsWithin(Duration time) throws InterruptedException {
        return process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Ends it as a crash does. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
