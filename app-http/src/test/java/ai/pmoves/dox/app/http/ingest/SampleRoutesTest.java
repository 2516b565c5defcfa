package ai.pmoves.dox.app.http.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import ai.pmoves.dox.app.http.fixture.Api;
import ai.pmoves.dox.app.http.fixture.Pdfs;
import ai.pmoves.dox.app.http.fixture.Samples;
import ai.pmoves.dox.app.http.fixture.ServerExtension;
import ai.pmoves.dox.app.http.fixture.TestConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class SampleRoutesTest {
    private static final Path FOLDER = Path.of("target", "samples-of-" + SampleRoutesTest.class.getSimpleName());

    @RegisterExtension
    static final ServerExtension SERVER = new ServerExtension(new TestConfig().samples(FOLDER));

    private final Api api = SERVER.api();

    @Test
    void theFilesOfTheFolderAreTakenAsIfUploaded() throws IOException {
        delete();
        assertThat(api.post("/load_samples").text())
                .isEqualTo("{\"detail\":\"Sample directory not found: %s\",\"code\":\"samples.missing\"}"
                        .formatted(FOLDER));
        assertThat(api.post("/load_samples").status()).isEqualTo(400);

        Files.createDirectories(FOLDER);
        var none = api.post("/load_samples").json().at("/results");
        assertThat(none).hasSize(1);
        assertThat(none.at("/0/status").asText()).isEqualTo("error");
        assertThat(none.at("/0/error").asText()).isEqualTo("No sample files found");

        Files.write(FOLDER.resolve("b.pdf"), Pdfs.plain("sample"));
        Files.writeString(FOLDER.resolve("a.csv"), Samples.CSV);
        Files.writeString(FOLDER.resolve("notes.txt"), "passed over");
        Files.writeString(FOLDER.resolve("web_urls.txt"), "\nftp://h/x\n\ndata:text/html,%3Ch1%3EHi%3C/h1%3E\n");
        var results = api.post("/load_samples?report_week=W1").json().at("/results");
        assertThat(results.findValuesAsText("filename"))
                .containsExactly("a.csv", "b.pdf", "ftp://h/x", "data:text/html,%3Ch1%3EHi%3C/h1%3E");
        assertThat(results.findValuesAsText("status")).containsExactly("success", "queued", "error", "success");
        assertThat(api.get("/facts?report_week=W1")
                        .json()
                        .at("/facts/0/metrics/spend")
                        .asDouble())
                .isEqualTo(4601.5);
        delete();
    }

    private static void delete() throws IOException {
        if (!Files.exists(FOLDER)) {
            return;
        }
        try (var files = Files.list(FOLDER)) {
            for (var file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(FOLDER);
    }
}
