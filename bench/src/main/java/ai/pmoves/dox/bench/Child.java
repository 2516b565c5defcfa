package ai.pmoves.dox.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs a task in a Java process of its own with a heap of 256 MB and returns what it measured. */
final class Child {
    private static final String MARK = "seconds=";

    private Child() {}

    static double seconds(String task, String... args) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Bench.class.getName(),
                "child",
                task));
        command.addAll(List.of(args));
        var process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        var output = new String(process.getInputStream().readAllBytes());
        if (process.waitFor() != 0) {
            throw new IllegalStateException(task + " ended with " + process.exitValue() + ": " + output);
        }
        return output.lines()
                .filter(line -> line.startsWith(MARK))
                .mapToDouble(line -> Double.parseDouble(line.substring(MARK.length())))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(task + " measured nothing: " + output));
    }

    /** In the child: measures the work. */
    static void time(Runnable work) {
        long start = System.nanoTime();
        work.run();
        System.out.println(MARK + (System.nanoTime() - start) / 1e9);
    }
}
