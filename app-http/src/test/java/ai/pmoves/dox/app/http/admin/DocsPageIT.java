package ai.pmoves.dox.app.http.admin;

import static org.assertj.core.api.Assertions.assertThat;

import ai.pmoves.dox.app.http.fixture.ServerExtension;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The page of the documentation in a real browser. */
class DocsPageIT {
    private static final List<String> BROWSERS =
            List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");

    @RegisterExtension
    static final ServerExtension SERVER = new ServerExtension();

    @Test
    void aBrowserShowsTheOperations(@TempDir Path profile) throws IOException, InterruptedException {
        var dom = render(SERVER.api().base() + "/docs", profile);

        assertThat(dom).contains("PMOVES-DoX API", "opblock-summary-path", "/artifacts/media", "/search/rebuild");
        assertThat(dom).doesNotContain("Failed to load API definition");
    }

    private static String render(String url, Path profile) throws IOException, InterruptedException {
        var output = profile.resolve("dom.html");
        var process = new ProcessBuilder(
                        browser(),
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-quic",
                        "--no-first-run",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--disable-sync",
                        "--user-data-dir=" + profile.resolve("profile"),
                        "--virtual-time-budget=10000",
                        "--dump-dom",
                        url)
                .redirectOutput(output.toFile())
                .redirectError(profile.resolve("stderr.txt").toFile())
                .start();
        if (!process.waitFor(120, TimeUnit.SECONDS)) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly().waitFor();
            throw new AssertionError("the browser did not finish within two minutes");
        }
        return Files.readString(output, StandardCharsets.UTF_8);
    }

    private static String browser() {
        var folders = System.getenv().getOrDefault("PATH", "").split(File.pathSeparator);
        return BROWSERS.stream()
                .flatMap(name -> Stream.of(folders).map(folder -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst()
                .map(Path::toString)
                .orElseThrow(() -> new AssertionError(
                        "This test needs Chromium or Chrome on the PATH. Debian and Ubuntu: apt-get install chromium;"
                                + " macOS: brew install --cask chromium and link it as 'chromium'."));
    }
}
