package ai.pmoves.dox.testing.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntFunction;

/**
 * A server that scripts/postgres.sh runs. It goes when the script's standard input closes, which the end of this JVM
 * does, however it ends.
 */
final class ScriptServer implements ServerControl {
    private static final int KEPT_LINES = 20;

    private final DatabaseUrl address;
    private final Process process;
    private final BufferedReader answers;
    private final Thread complaints;
    private final Deque<String> lastComplaints = new ArrayDeque<>();

    private ScriptServer(DatabaseUrl address, Map<String, String> environment, List<String> arguments) {
        this.address = address;
        var command = new ArrayList<>(List.of("sh", "-c", script(), "postgres.sh"));
        command.addAll(arguments);
        var builder = new ProcessBuilder(command);
        builder.environment().putAll(environment);
        try {
            process = builder.start();
        } catch (IOException e) {
            throw new IllegalStateException("there is no shell to run scripts/postgres.sh: " + e.getMessage(), e);
        }
        answers = process.inputReader(UTF_8);
        complaints = Thread.ofPlatform().name("postgres.sh").daemon().start(this::relayComplaints);
        awaitDone("start");
    }

    static ScriptServer postgres(List<String> settings) {
        return onFreePort(port -> {
            var arguments = new ArrayList<>(List.of("postgres", Integer.toString(port)));
            arguments.addAll(settings);
            return new ScriptServer(DatabaseUrl.of("127.0.0.1", port, "postgres", "postgres"), Map.of(), arguments);
        });
    }

    static ScriptServer pgbouncer(DatabaseUrl server) {
        return onFreePort(port -> {
            var config = new PgBouncerConfig(server, "127.0.0.1", port);
            return new ScriptServer(
                    server.withAddress("127.0.0.1", port),
                    Map.of("PGBOUNCER_INI", config.ini(), "PGBOUNCER_USERS", config.users()),
                    List.of("pgbouncer"));
        });
    }

    /** Someone else may have taken the port between the look and the start. */
    private static ScriptServer onFreePort(IntFunction<ScriptServer> start) {
        for (int tries = 0; ; tries++) {
            try {
                return start.apply(Ports.free());
            } catch (IllegalStateException e) {
                if (tries == 2 || !e.getMessage().contains("in use")) {
                    throw e;
                }
            }
        }
    }

    @Override
    public DatabaseUrl address() {
        return address;
    }

    @Override
    public void start() {
        order("start");
    }

    @Override
    public void stop() {
        order("stop");
    }

    @Override
    public void kill() {
        order("kill");
    }

    @Override
    public void freeze() {
        order("freeze");
    }

    @Override
    public void thaw() {
        order("thaw");
    }

    @Override
    public void close() {
        try {
            process.getOutputStream().close();
            process.waitFor();
            complaints.join();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the script ends by itself
        }
    }

    private synchronized void order(String order) {
        try {
            process.getOutputStream().write((order + "\n").getBytes(UTF_8));
            process.getOutputStream().flush();
        } catch (IOException e) {
            throw new IllegalStateException("scripts/postgres.sh is gone and cannot " + order, e);
        }
        awaitDone(order);
    }

    private void awaitDone(String order) {
        String answer;
        try {
            answer = answers.readLine();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (!"done".equals(answer)) {
            close();
            synchronized (lastComplaints) {
                throw new IllegalStateException("could not " + order + ": " + String.join("\n", lastComplaints));
            }
        }
    }

    /** Setting up takes a minute, so a person sees at once what is going on; the last lines say why something failed. */
    private void relayComplaints() {
        process.errorReader(UTF_8).lines().forEach(line -> {
            System.err.println(line);
            synchronized (lastComplaints) {
                lastComplaints.add(line);
                if (lastComplaints.size() > KEPT_LINES) {
                    lastComplaints.remove();
                }
            }
        });
    }

    private static String script() {
        try (var script = ScriptServer.class.getResourceAsStream("postgres.sh")) {
            return new String(Objects.requireNonNull(script, "postgres.sh").readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
