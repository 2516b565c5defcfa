package ai.pmoves.dox.app.cli;

import ai.pmoves.dox.app.Eventually;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** {@code dox serve} on a thread of this process. */
final class RunningServer implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofMinutes(2);

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final FutureTask<Integer> command;
    private final Thread thread;

    private RunningServer(Path folder, Map<String, String> environment) {
        command = new FutureTask<>(() -> Main.run(
                new String[] {"serve", "--port", "0"},
                environment,
                folder,
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8)));
        thread = new Thread(command, "dox serve");
    }

    /** Starts it in this folder, with nothing in its environment but this. */
    static RunningServer start(Path folder, Map<String, String> environment) {
        var server = new RunningServer(folder, environment);
        server.thread.start();
        return server;
    }

    /** Waits until the server prints where it listens. */
    String address() {
        return addressIfStarted().orElseThrow(() -> new AssertionError(err.toString(StandardCharsets.UTF_8)));
    }

    /** The same; empty if it refuses to start. */
    Optional<String> addressIfStarted() {
        Eventually.await("it listens, or ends").until(() -> command.isDone() || out().endsWith("\n"));
        return out().startsWith("listening on ")
                ? Optional.of(out().strip().substring("listening on ".length()))
                : Optional.empty();
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    /** Stops it, and returns its exit code. */
    int stop() {
        thread.interrupt();
        try {
            return command.get(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new AssertionError("it does not stop in order", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        stop();
    }
}
