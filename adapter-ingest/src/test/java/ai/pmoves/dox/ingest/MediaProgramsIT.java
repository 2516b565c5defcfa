package ai.pmoves.dox.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import ai.pmoves.dox.domain.Evidence;
import ai.pmoves.dox.ingest.config.IngestConfig;
import ai.pmoves.dox.ingest.internal.media.ImageParser;
import ai.pmoves.dox.ingest.internal.media.MediaParser;
import ai.pmoves.dox.ports.ingest.ParsedFile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Recordings and pictures on a machine that has the programs that read them, which scripts stand in for. */
class MediaProgramsIT {
    private static final Duration LONG = Duration.ofMinutes(2);

    @TempDir
    Path folder;

    private static IngestConfig programs(String ffprobe, String whisper, String tesseract) {
        return Fixtures.config(LONG).withPrograms(ffprobe, whisper, tesseract);
    }

    private ParsedFile recording(IngestConfig config) {
        return new MediaParser(config, Fixtures.ids()).parse(Fixtures.stored(folder, "a.wav", "RIFF...."));
    }

    private ParsedFile picture(IngestConfig config) throws IOException {
        var file = Fixtures.stored(folder, "p.png", Fixtures.image("png"));
        return new ImageParser(config, Fixtures.ids()).parse(file);
    }

    @Test
    void theProgramsThatAreInstalledAreUsed() throws IOException {
        var ffprobe = Fixtures.script(folder, "ffprobe", """
                echo '{"format": {"format_name": "wav", "duration": "1.5", "bit_rate": "64000"}}'""");
        var whisper = Fixtures.script(folder, "whisper", """
                while [ "$1" != --output_dir ]; do shift; done
                echo '{"text": " Hello members. ", "segments": [{"start": 0, "end": 1.2, "text": "Hello members."}]}' > "$2/a.json"
                """);

        var parsed = recording(programs(ffprobe, whisper, "none"));

        assertThat(parsed.evidence().getFirst().preview()).isEqualTo("Hello members.");
        assertThat(parsed.evidence().getFirst().fullData().asObject())
                .containsEntry("text", "Hello members.")
                .containsEntry("engine", "whisper")
                .containsEntry("status", "processed")
                .containsEntry("segments", List.of(Map.of("start", 0L, "end", 1.2, "text", "Hello members.")));
        assertThat(parsed.evidence().getLast().preview()).isEqualTo("{\"duration_seconds\": 1.5, \"format\": \"wav\"}");
        assertThat(parsed.evidence().getLast().fullData().asObject())
                .containsEntry("bit_rate", 64000L)
                .containsEntry("source", "ffprobe");
    }

    @Test
    void aProgramThatFailsIsAWarning() throws IOException {
        var failing = Fixtures.script(folder, "failing", "echo 'bad data' >&2; exit 3");

        var parsed = recording(programs(failing, failing, "none"));

        assertThat(parsed.evidence())
                .extracting(Evidence::contentType)
                .containsExactly("media_transcript", "media_metadata");
        assertThat(parsed.evidence().getLast().fullData().asObject())
                .containsEntry("notes", "failing failed with exit code 3: bad data");
        assertThat(parsed.extras().get("media").asObject())
                .containsEntry("status", "error")
                .containsEntry("warnings", List.of("failing failed with exit code 3: bad data"));
    }

    @Test
    void aProgramThatHangsIsEndedAndAWarning() throws IOException {
        var hanging = Fixtures.script(folder, "hanging", "sleep 600");
        var config = Fixtures.config(Duration.ofMillis(500)).withPrograms("none", hanging, hanging);

        assertThat(recording(config).extras().get("media").asObject())
                .containsEntry("status", "error")
                .containsEntry("warnings", List.of("hanging took longer than 500 ms"));
        assertThat(picture(config).extras().get("image").asObject())
                .containsEntry("warnings", List.of("hanging took longer than 500 ms"));
    }

    @Test
    void textInAPictureIsRead() throws IOException {
        var tesseract = Fixtures.script(folder, "tesseract", "[ \"$2\" = stdout ] && printf 'OPEN\\n6 to 11\\n\\f'");

        var parsed = picture(programs("none", "none", tesseract));

        assertThat(parsed.evidence()).extracting(Evidence::contentType).containsExactly("image_ocr");
        assertThat(parsed.evidence().getFirst().preview()).isEqualTo("OPEN\n6 to 11");
        assertThat(parsed.extras().get("image").asObject()).containsEntry("warnings", List.of());
    }

    @Test
    void aPictureWithoutTextHasEvidenceThatSaysSo() throws IOException {
        var tesseract = Fixtures.script(folder, "tesseract", "printf ' \\n\\f'");

        var parsed = picture(programs("none", "none", tesseract));

        assertThat(parsed.evidence()).hasSize(1);
        var evidence = parsed.evidence().getFirst();
        assertThat(evidence.contentType()).isEqualTo("image_ocr");
        assertThat(evidence.locator()).isEqualTo(Fixtures.ARTIFACT + "_p.png#ocr");
        assertThat(evidence.preview()).isEmpty();
        assertThat(evidence.fullData().asObject())
                .containsEntry("text", "")
                .containsEntry("warnings", List.of("tesseract found no text in the picture"));
        assertThat(parsed.extras().get("image").asObject())
                .extractingByKey("metadata")
                .isInstanceOfSatisfying(Map.class, metadata -> assertThat(metadata.get("engine"))
                        .isEqualTo("tesseract"));
    }

    @Test
    void aPictureThatTesseractCannotReadHasEvidenceThatSaysSo() throws IOException {
        var tesseract = Fixtures.script(folder, "tesseract", "echo 'Image too small to scale!!' >&2; exit 1");

        var parsed = picture(programs("none", "none", tesseract));

        assertThat(parsed.evidence()).extracting(Evidence::contentType).containsExactly("image_ocr");
        assertThat(parsed.extras().get("image").asObject())
                .containsEntry("warnings", List.of("tesseract failed with exit code 1: Image too small to scale!!"));
    }
}
