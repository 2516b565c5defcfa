package ai.pmoves.dox.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The program in a process of its own, with the Java and the class path of this one. */
final class DoxProcess implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 120;

    private final Process process;
    private final Path errors;

    private DoxProcess(Process process, Path errors) {
        this.process = process;
        this.errors = errors;
    }

    /** What a finished command left. */
    record Result(int exitCode, String out, String err) {}

    static DoxProcess start(Path folder, Map<String, String> environment, String... args) throws IOException {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-Xmx512m",
                "-Dlogback.configurationFile=logback.xml", // as the product logs, not as tests do
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        command.addAll(List.of(args));
        var errors = Files.createTempFile(folder.toAbsolutePath().getParent(), "stderr", ".txt");
        var builder = new ProcessBuilder(command).directory(folder.toFile()).redirectError(errors.toFile());
        builder.environment().keySet().removeIf(key -> key.matches("DOX_.*|DB_.*|SUPABASE_.*|HOST|PORT|SEARCH_.*"));
        builder.environment().putAll(environment);
        return new DoxProcess(builder.start(), errors);
    }

    static Result run(Path folder, String... args) throws IOException, InterruptedException {
        return run(folder, Map.of(), args);
    }

    static Result run(Path folder, Map<String, String> environment, String... args)
            throws IOException, InterruptedException {
        try (var dox = start(folder, environment, args)) {
            return dox.result();
        }
    }

    Result result() throws IOException, InterruptedException {
        var out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        return new Result(process.exitValue(), out, err());
    }

    /** Waits until the server says where it listens. */
    String address() throws IOException {
        var line = process.inputReader(StandardCharsets.UTF_8).readLine();
        assertThat(line).as("first line; errors: %s", err()).startsWith("listening on ");
        return line.substring("listening on ".length());
    }

    /** The process as others on the machine see it. */
    String commandLine() {
        return process.info().commandLine().orElseThrow();
    }

    String err() throws IOException {
        return Files.readString(errors);
    }

    /** Asks it to stop, as an operator or a service manager does, and returns its exit code. */
    int terminate() throws InterruptedException {
        process.destroy();
        assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
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
