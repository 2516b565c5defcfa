package ai.pmoves.dox.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;

/** From the start of ./dox serve to its first healthy answer, beside a JVM that only prints its version. */
final class Startup {
    private static final int ROUNDS = 5;

    private Startup() {}

    static void run() throws Exception {
        Report.title("From start to the first healthy answer");
        var folder = Files.createTempDirectory("dox-bench-start");
        try {
            var server = new double[ROUNDS];
            var jvm = new double[ROUNDS];
            for (int i = 0; i < ROUNDS; i++) {
                jvm[i] = jvm();
                server[i] = server(folder);
            }
            Report.figure("java -version", "%.0f ms (median of %d)", Report.median(jvm), ROUNDS);
            Report.figure("dox serve", "%.0f ms (median of %d)", Report.median(server), ROUNDS);
            Report.ratio("dox serve / java -version", Report.median(server) / Report.median(jvm), "for the record");
        } finally {
            Folders.delete(folder);
        }
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    private static double jvm() throws IOException, InterruptedException {
        long start = System.nanoTime();
        new ProcessBuilder(java(), "-version")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
        return Report.millis(System.nanoTime() - start);
    }

    private static double server(Path home) throws Exception {
        long start = System.nanoTime();
        var process = new ProcessBuilder("./dox", "--home", home.toString(), "serve", "--port", "0")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (var output = process.inputReader();
                var http = HttpClient.newHttpClient()) {
            var line = output.readLine();
            while (line != null && !line.startsWith("listening on ")) {
                line = output.readLine();
            }
            if (line == null) {
                throw new IllegalStateException("the server ended before it listened");
            }
            var health = URI.create(line.substring("listening on ".length()) + "/healthz");
            var status = http.send(HttpRequest.newBuilder(health).build(), BodyHandlers.ofString());
            if (status.statusCode() != 200) {
                throw new IllegalStateException("unhealthy: " + status.body());
            }
            return Report.millis(System.nanoTime() - start);
        } finally {
            process.destroy();
            process.waitFor();
        }
    }
}
