package ai.pmoves.dox.app.http.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import ai.pmoves.dox.app.http.fixture.Api;
import ai.pmoves.dox.app.http.fixture.Multipart;
import ai.pmoves.dox.app.http.fixture.ServerExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Sound, pictures and pages where no program is there that reads media. */
class MediaTest {
    private static final Path SAMPLES = Path.of("..", "samples");
    private static final String PAGE = "data:text/html,%3Ch1%3EWorkspace%20Sample%3C/h1%3E";

    @RegisterExtension
    static final ServerExtension SERVER = new ServerExtension();

    @Test
    void soundPicturesAndPagesAreListedByWhatWasReadFromThem() throws IOException {
        var form = new Multipart()
                .file("files", "chime.wav", Files.readAllBytes(SAMPLES.resolve("welcome_chime.wav")))
                .file("files", "plan.png", Files.readAllBytes(SAMPLES.resolve("floor_plan.png")))
                .field("web_urls", " " + PAGE + " ")
                .field("web_urls", "  ")
                .field("web_urls", "http://127.0.0.1/x")
                .field("web_urls", "no-scheme")
                .field("web_urls", "ftp://h/x");
        var results = SERVER.api().post("/upload", form).json().at("/results");
        assertThat(results.findValuesAsText("filename"))
                .containsExactly("chime.wav", "plan.png", PAGE, "http://127.0.0.1/x", "no-scheme", "ftp://h/x");
        assertThat(results.findValuesAsText("status"))
                .containsExactly("success", "success", "success", "error", "error", "error");
        assertThat(results.findValuesAsText("error"))
                .containsExactly(
                        "SSRF protection: Access to localhost is not allowed",
                        "URL must include scheme (http/https)",
                        "SSRF protection: Unsupported URL scheme: ftp. Only http, https, and data URLs are allowed.");
        assertThat(results.at("/0/evidence_count").asInt()).isEqualTo(2);
        assertThat(results.at("/1/evidence_count").asInt()).isEqualTo(1);
        assertThat(results.at("/2/evidence_count").asInt()).isEqualTo(1);

        var media = SERVER.api().get("/artifacts/media").json();
        assertThat(media.fieldNames())
                .toIterable()
                .containsExactly("transcripts", "media_metadata", "web_pages", "image_text");
        assertThat(media.at("/transcripts")).hasSize(1);
        assertThat(media.at("/media_metadata")).hasSize(1);
        assertThat(media.at("/image_text")).hasSize(1);
        assertThat(media.at("/transcripts/0/full_data/warnings/0").asText())
                .isEqualTo("whisper not installed; no transcript was made");
        assertThat(media.at("/media_metadata/0/full_data/notes").asText()).isEqualTo("ffprobe not installed");
        assertThat(media.at("/image_text/0/full_data/warnings/0").asText()).isEqualTo("tesseract not installed");
        var page = media.at("/web_pages/0");
        assertThat(page.fieldNames())
                .toIterable()
                .containsExactly("artifact_id", "artifact", "locator", "preview", "content_type", "full_data");
        assertThat(page.at("/artifact").toString())
                .isEqualTo("{\"id\":\"%s\",\"filename\":\"%s\",\"filetype\":\"url\"}"
                        .formatted(page.at("/artifact_id").asText(), PAGE));
        assertThat(page.at("/preview").asText()).isEqualTo("Workspace Sample");
        assertThat(page.at("/full_data/metadata/word_count").asInt()).isEqualTo(2);

        var artifacts = SERVER.api().get("/artifacts").json().at("/artifacts");
        assertThat(artifacts.at("/0/media_transcripts").asInt()).isEqualTo(1);
        assertThat(artifacts.at("/0/media_metadata").asInt()).isEqualTo(1);
        assertThat(artifacts.at("/1/image_ocr").asInt()).isEqualTo(1);
        assertThat(artifacts.at("/2/web_pages").asInt()).isEqualTo(1);
        assertThat(artifacts.at("/2/source_url").asText()).isEqualTo(PAGE);

        var rel = page.at("/full_data/artifacts/text").asText();
        assertThat(SERVER.api().get("/download?rel=" + Api.encode(rel)).text()).isEqualTo("Workspace Sample");
    }
}
