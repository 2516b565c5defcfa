package ai.pmoves.dox.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The program in a process of its own, with the Java and the class path of this one. */
final class DoxProcess implements AutoCloseable {
    private static final long TIMEOUT_SECONDS = 120;

    /** What a Java program needs of an environment; the rest is not for it. */
    private static final Set<String> INHERITED = Set.of("PATH", "HOME", "TMPDIR", "LANG", "LC_ALL", "LC_CTYPE", "TZ");

    private final Process process;
    private final Path errors;

    private DoxProcess(Process process, Path errors) {
        this.process = process;
        this.errors = errors;
    }

    static DoxProcess start(Path folder, Map<String, String> environment, String... args) throws IOException {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-Xmx512m",
                "-XX:TieredStopAtLevel=1", // it lives for seconds
                "-XX:+UseSerialGC",
                "-Dlogback.configurationFile=logback.xml", // as the product logs, not as tests do
                "-cp",
                classPath(),
                Main.class.getName()));
        command.addAll(List.of(args));
        var errors = Files.createTempFile(folder.toAbsolutePath().getParent(), "stderr", ".txt");
        var builder = new ProcessBuilder(command).directory(folder.toFile()).redirectError(errors.toFile());
        builder.environment().keySet().retainAll(INHERITED);
        builder.environment().putAll(environment);
        return new DoxProcess(builder.start(), errors);
    }

    /** That of this process, for one in another folder. */
    private static String classPath() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
    }

    /** Runs a command to its end. */
    static CommandResult run(Path folder, String... args) throws IOException, InterruptedException {
        try (var dox = start(folder, Map.of(), args)) {
            var out = new String(dox.process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new CommandResult(dox.awaitExit(), out, dox.err());
        }
    }

    /** Runs to the end; the action once, when a line of the output has this in it. */
    CommandResult awaitEnd(String part, Runnable action) throws IOException, InterruptedException {
        var out = new StringBuilder();
        try (var lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                boolean isFirst = out.indexOf(part) < 0;
                out.append(line).append('\n');
                if (isFirst && line.contains(part)) {
                    action.run();
                }
            }
        }
        return new CommandResult(awaitExit(), out.toString(), err());
    }

    private int awaitExit() throws InterruptedException {
        assertThat(process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS))
                .as("it ends")
                .isTrue();
        return process.exitValue();
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
        return awaitExit();
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
