package ai.pmoves.dox.ingest;

import static ai.pmoves.dox.ingest.Fixtures.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import ai.pmoves.dox.domain.Evidence;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.ports.ingest.ParsedFile;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MediaParserTest {
    private static final String ID = Fixtures.ARTIFACT;

    @TempDir
    Path folder;

    @Test
    void withoutProgramsARecordingStillHasBothPiecesOfEvidence() {
        var parsed = recording(Fixtures.config());

        assertThat(parsed.evidence())
                .extracting(Evidence::contentType)
                .containsExactly("media_transcript", "media_metadata");
        assertThat(parsed.evidence())
                .extracting(Evidence::locator)
                .containsExactly(ID + "_a.wav#transcript", ID + "_a.wav#metadata");
        assertThat(parsed.evidence().getLast().preview())
                .isEqualTo("{\"notes\": \"no-such-program-anywhere not installed\"}");
        assertThat(parsed.evidence().getLast().fullData().asObject())
                .containsExactly(
                        entry("path", "uploads/" + ID + "_a.wav"),
                        entry("source", "none"),
                        entry("notes", "no-such-program-anywhere not installed"));
        assertThat(parsed.extras().get("media").asObject())
                .containsOnlyKeys("kind", "transcript_preview", "artifacts", "engine", "metadata", "status", "warnings")
                .containsEntry("kind", "audio")
                .containsEntry("engine", null)
                .containsEntry("status", "unavailable")
                .containsEntry("warnings", List.of("no-such-program-anywhere not installed; no transcript was made"));
        assertThat(parsed.derivedFiles())
                .containsOnlyKeys("media/" + ID + "/transcript.txt", "media/" + ID + "/transcript.json");
    }

    @Test
    void theProgramsThatAreInstalledAreUsed() throws IOException {
        var ffprobe = script("ffprobe", """
                echo '{"format": {"format_name": "wav", "duration": "1.5", "bit_rate": "64000"}}'""");
        var whisper = script("whisper", """
                while [ "$1" != --output_dir ]; do shift; done
                echo '{"text": " Hello members. ", "segments": [{"start": 0, "end": 1.2, "text": "Hello members."}]}' > "$2/a.json"
                """);

        var parsed = recording(tools(ffprobe, whisper, "none"));

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
    @Timeout(20)
    void aProgramThatFailsOrHangsIsAWarning() throws IOException {
        var ffprobe = script("ffprobe", "echo 'bad data' >&2; exit 3");
        var whisper = script("whisper", "sleep 60");

        var parsed = recording(tools(ffprobe, whisper, "none"));

        assertThat(parsed.evidence().getLast().fullData().asObject())
                .containsEntry("notes", "ffprobe failed with exit code 3: bad data");
        assertThat(parsed.extras().get("media").asObject())
                .containsEntry("status", "error")
                .containsEntry("warnings", List.of("whisper took longer than 1000 ms"));
    }

    @Test
    void emptyFilesAndPlaylistsAreRefused() {
        var parser = new MediaParser(Fixtures.config(), Fixtures.ids());

        assertRefused(ErrorCode.FILE_EMPTY, () -> parser.parse(Fixtures.stored(folder, "a.mp3", "")));
        assertRefused(
                        ErrorCode.FILE_UNREADABLE,
                        () -> parser.parse(Fixtures.stored(folder, "a.mp4", "#EXTM3U\nfile:///etc/passwd")))
                .hasMessageContaining("playlist");
    }

    @ParameterizedTest
    @CsvSource({"png, .png, PNG, RGB", "jpg, .jpg, JPEG, RGB", "bmp, .bmp, BMP, RGB", "tiff, .tif, TIFF, RGB"})
    void aPictureIsDescribedByItsHeader(String writer, String suffix, String format, String mode) throws IOException {
        var parsed = picture(Fixtures.config(), "p" + suffix, image(writer));

        assertThat(parsed.evidence()).extracting(Evidence::locator).containsExactly(ID + "_p" + suffix + "#ocr");
        assertThat(parsed.evidence().getFirst().contentType()).isEqualTo("image_ocr");
        var extras = parsed.extras().get("image").asObject();
        assertThat(extras).containsOnlyKeys("transcript_preview", "artifacts", "metadata", "warnings");
        assertThat(extras.get("metadata"))
                .isEqualTo(Map.of(
                        "path",
                        "uploads/" + ID + "_p" + suffix,
                        "format",
                        format,
                        "size",
                        List.of(30L, 20L),
                        "mode",
                        mode,
                        "engine",
                        "unavailable"));
        assertThat(extras.get("warnings").toString()).contains("not installed");
        assertThat(parsed.derivedFiles()).containsOnlyKeys("ocr/" + ID + "/ocr.txt", "ocr/" + ID + "/ocr.json");
    }

    @Test
    void textInAPictureIsRead() throws IOException {
        var tesseract = script("tesseract", "[ \"$2\" = stdout ] && printf 'OPEN\\n6 to 11\\n\\f'");

        var parsed = picture(tools("none", "none", tesseract), "p.png", image("png"));

        assertThat(parsed.evidence().getFirst().preview()).isEqualTo("OPEN\n6 to 11");
        assertThat(parsed.extras().get("image").asObject()).containsEntry("warnings", List.of());
    }

    @Test
    void brokenPicturesAreUnreadable() throws IOException {
        var png = image("png");

        assertRefused(ErrorCode.FILE_UNREADABLE, () -> picture(Fixtures.config(), "p.png", Arrays.copyOf(png, 20)))
                .hasMessageContaining("p.png");
        assertRefused(
                ErrorCode.FILE_UNREADABLE,
                () -> picture(Fixtures.config(), "p.png", "no picture".getBytes(StandardCharsets.UTF_8)));
        assertRefused(ErrorCode.FILE_EMPTY, () -> picture(Fixtures.config(), "p.png", new byte[0]));
    }

    private ParsedFile recording(IngestConfig config) {
        return new MediaParser(config, Fixtures.ids()).parse(Fixtures.stored(folder, "a.wav", "RIFF...."));
    }

    private ParsedFile picture(IngestConfig config, String name, byte[] bytes) {
        return new ImageParser(config, Fixtures.ids()).parse(Fixtures.stored(folder, name, bytes));
    }

    private static byte[] image(String writer) throws IOException {
        var out = new ByteArrayOutputStream();
        assertThat(ImageIO.write(new BufferedImage(30, 20, BufferedImage.TYPE_3BYTE_BGR), writer, out))
                .isTrue();
        return out.toByteArray();
    }

    private String script(String name, String body) throws IOException {
        var file = Files.writeString(folder.resolve(name), "#!/bin/sh\n" + body + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        return file.toString();
    }

    private static IngestConfig tools(String ffprobe, String whisper, String tesseract) {
        return new IngestConfig(
                ParserLimits.DEFAULT,
                Duration.ofSeconds(1),
                Duration.ofSeconds(1),
                null,
                null,
                ffprobe,
                whisper,
                "tiny.en",
                tesseract,
                true,
                false,
                null);
    }
}
