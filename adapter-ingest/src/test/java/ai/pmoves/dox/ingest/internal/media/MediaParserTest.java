package ai.pmoves.dox.ingest.internal.media;

import static ai.pmoves.dox.ingest.Fixtures.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import ai.pmoves.dox.domain.Evidence;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.ingest.Fixtures;
import ai.pmoves.dox.ingest.config.IngestConfig;
import ai.pmoves.dox.ports.ingest.ParsedFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Recordings and pictures on a machine without the programs that read them. */
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
        var parsed = picture(Fixtures.config(), "p" + suffix, Fixtures.image(writer));

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
        assertThat(extras.get("warnings"))
                .isEqualTo(List.of("no-such-program-anywhere not installed", "No OCR engine or sidecar available"));
        assertThat(parsed.evidence().getFirst().fullData().asObject())
                .containsEntry("text", "")
                .containsEntry("warnings", extras.get("warnings"));
        assertThat(parsed.derivedFiles()).containsOnlyKeys("ocr/" + ID + "/ocr.txt", "ocr/" + ID + "/ocr.json");
    }

    @Test
    void aPictureOfTooManyPixelsIsNotGivenToAnyProgram() throws IOException {
        var png = ByteBuffer.wrap(Fixtures.image("png"));
        png.putInt(16, 20_000).putInt(20, 10_000); // width and height in the header

        var parsed = picture(Fixtures.config(), "p.png", png.array());

        assertThat(parsed.evidence()).extracting(Evidence::contentType).containsExactly("image_ocr");
        assertThat(parsed.extras().get("image").asObject())
                .containsEntry("warnings", List.of("the picture has too many pixels for OCR"));
    }

    @Test
    void brokenPicturesAreUnreadable() throws IOException {
        var png = Fixtures.image("png");

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
}
