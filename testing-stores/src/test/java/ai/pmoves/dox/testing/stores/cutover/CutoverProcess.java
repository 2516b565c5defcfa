package ai.pmoves.dox.testing.stores.cutover;

import ai.pmoves.dox.application.sync.CutoverProgress;
import ai.pmoves.dox.application.sync.CutoverStep;
import ai.pmoves.dox.application.sync.Side;
import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.ErrorCode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A switch in a process of its own, which ends as by a kill after one of its steps, or is killed from outside. */
final class CutoverProcess implements AutoCloseable {
    /** The exit code of a process that has ended itself. */
    static final int KILLED = 137;

    private static final long PATIENCE_SECONDS = 120;
    private static final int ATTEMPTS = 30;
    private static final long PAUSE_MILLIS = 500;

    private final Process process;

    private CutoverProcess(Process process) {
        this.process = process;
    }

    /** @param last the step after which it ends, null for none */
    static CutoverProcess start(Path file, String database, Side next, @Nullable CutoverStep last) throws IOException {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                CutoverProcess.class.getName(),
                file.toString(),
                database,
                next.name()));
        if (last != null) {
            command.add(last.name());
        }
        return new CutoverProcess(new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    public static void main(String[] arguments) throws InterruptedException {
        try (var stores = open(Path.of(arguments[0]), arguments[1])) {
            var outcome = stores.cutover(Side.valueOf(arguments[2]), new CutoverProgress() {
                @Override
                public void done(CutoverStep step) {
                    if (arguments.length > 3 && step == CutoverStep.valueOf(arguments[3])) {
                        Runtime.getRuntime().halt(KILLED);
                    }
                }
            });
            System.out.println(outcome.getClass().getSimpleName());
        }
    }

    /** On a machine with much to do it takes a while until a new process gets an answer. */
    private static TestPair open(Path file, String database) throws InterruptedException {
        for (int attempts = 1; ; attempts++) {
            try {
                return new TestPair(file, database);
            } catch (DoxException e) {
                if (e.code() != ErrorCode.STORE_UNAVAILABLE || attempts == ATTEMPTS) {
                    throw e;
                }
                Thread.sleep(PAUSE_MILLIS);
            }
        }
    }

    int exitCode() throws InterruptedException {
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException("a switch takes longer than %d s".formatted(PATIENCE_SECONDS));
        }
        return process.exitValue();
    }

    /** Ends it as a crash does. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
