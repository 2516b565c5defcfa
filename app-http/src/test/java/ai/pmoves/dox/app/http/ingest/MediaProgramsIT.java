package ai.pmoves.dox.app.http.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import ai.pmoves.dox.app.http.fixture.Multipart;
import ai.pmoves.dox.app.http.fixture.ServerExtension;
import ai.pmoves.dox.ingest.config.IngestConfig;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Sound and pictures where the programs that read them are installed, which scripts stand in for. */
class MediaProgramsIT {
    private static final Path SAMPLES = Path.of("..", "samples");
    private static final Path PROGRAMS = folder();

    @RegisterExtension
    static final ServerExtension SERVER = new ServerExtension()
            .withIngest(IngestConfig.defaults()
                    .withPrograms(script("ffprobe", """
                                    echo '{"format": {"format_name": "wav", "duration": "1.5", "bit_rate": "64000"}}'
                                    """), script("whisper", """
                                    while [ "$1" != --output_dir ]; do shift; done
                                    echo '{"text": "Welcome.", "segments": []}' > "$2/chime.json"
                                    """), script("tesseract", """
                                    case "$1" in
                                    *blank.png) printf '\\f' ;;
                                    *damaged.png) echo 'cannot read it' >&2; exit 1 ;;
                                    *) printf 'OPEN\\n6 to 11\\n\\f' ;;
                                    esac
                                    """)));

    private static Path folder() {
        try {
            return Files.createTempDirectory("dox-programs");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String script(String name, String body) {
        try {
            var file = Files.writeString(PROGRAMS.resolve(name), "#!/bin/sh\n" + body);
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
            return file.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @AfterAll
    static void removePrograms() throws IOException {
        for (var program : new String[] {"ffprobe", "whisper", "tesseract"}) {
            Files.delete(PROGRAMS.resolve(program));
        }
        Files.delete(PROGRAMS);
    }

    @BeforeAll
    static void upload() throws IOException {
        var picture = Files.readAllBytes(SAMPLES.resolve("floor_plan.png"));
        var form = new Multipart()
                .file("files", "chime.wav", Files.readAllBytes(SAMPLES.resolve("welcome_chime.wav")))
                .file("files", "plan.png", picture)
                .file("files", "blank.png", picture)
                .file("files", "damaged.png", picture);
        assertThat(SERVER.api().post("/upload", form).json().at("/results").findValuesAsText("status"))
                .containsExactly("success", "success", "success", "success");
    }

    @Test
    void aRecordingHasItsTranscriptAndItsLength() {
        var media = SERVER.api().get("/artifacts/media").json();

        assertThat(media.at("/transcripts")).hasSize(1);
        assertThat(media.at("/transcripts/0/preview").asText()).isEqualTo("Welcome.");
        assertThat(media.at("/media_metadata/0/full_data/duration_seconds").asDouble())
                .isEqualTo(1.5);
    }

    @Test
    void everyPictureHasOnePieceOfEvidenceWhetherOrNotTextIsFoundInIt() {
        var artifacts = SERVER.api().get("/artifacts").json().at("/artifacts");
        assertThat(artifacts.findValuesAsText("image_ocr")).containsExactly("0", "1", "1", "1");

        var pictures = SERVER.api().get("/artifacts/media").json().at("/image_text");
        assertThat(pictures)
                .extracting(picture -> picture.at("/artifact/filename").asText())
                .containsExactly("plan.png", "blank.png", "damaged.png");
        assertThat(pictures.at("/0/preview").asText()).isEqualTo("OPEN\n6 to 11");
        assertThat(warnings(pictures.get(0))).isEqualTo("[]");
        assertThat(pictures.at("/1/preview").asText()).isEmpty();
        assertThat(warnings(pictures.get(1))).isEqualTo("[\"tesseract found no text in the picture\"]");
        assertThat(warnings(pictures.get(2))).isEqualTo("[\"tesseract failed with exit code 1: cannot read it\"]");
    }

    private static String warnings(JsonNode picture) {
        return picture.at("/full_data/warnings").toString();
    }
}
