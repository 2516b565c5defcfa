package ai.pmoves.dox.ingest.internal.media;

import ai.pmoves.dox.domain.Evidence;
import ai.pmoves.dox.domain.EvidenceData;
import ai.pmoves.dox.domain.Json;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.domain.files.FileFormat;
import ai.pmoves.dox.domain.text.Text;
import ai.pmoves.dox.ingest.config.IngestConfig;
import ai.pmoves.dox.ingest.internal.files.Failures;
import ai.pmoves.dox.ingest.internal.files.JsonFiles;
import ai.pmoves.dox.ports.IdSource;
import ai.pmoves.dox.ports.ingest.FileParser;
import ai.pmoves.dox.ports.ingest.ParsedFile;
import ai.pmoves.dox.ports.ingest.SourceFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the header of pictures, and their text if tesseract is installed. Every picture has one piece of evidence: its
 * text, or the warnings that say why there is none.
 */
public final class ImageParser implements FileParser {
    private static final long MAX_PIXELS = 100_000_000;
    private static final int PREVIEW_CHARS = 240;

    private final IngestConfig config;
    private final IdSource ids;

    public ImageParser(IngestConfig config, IdSource ids) {
        this.config = config;
        this.ids = ids;
    }

    @Override
    public Set<String> filetypes() {
        return FileFormat.IMAGE.suffixes();
    }

    /** The text that was found. */
    private record Ocr(String text, String engine, List<String> warnings) {}

    @Override
    public ParsedFile parse(SourceFile file) {
        requireContent(file);
        var header = ImageHeader.of(file.path(), file.storedName());
        var ocr = ocr(file, header);
        var metadata = new LinkedHashMap<String, @Nullable Object>();
        metadata.put("path", file.storedPath());
        metadata.put("format", header.format());
        metadata.put("size", List.of(header.width(), header.height()));
        metadata.put("mode", header.mode());
        metadata.put("engine", ocr.engine());
        var base = "ocr/" + file.artifactId() + "/ocr";
        var files = new LinkedHashMap<String, String>();
        files.put("text", base + ".txt");
        files.put("json", base + ".json");
        var preview = Text.truncate(ocr.text(), PREVIEW_CHARS);

        var data = EvidenceData.ImageText.of(ocr.text(), Json.of(metadata), ocr.warnings(), files, preview);
        var extras = new LinkedHashMap<String, @Nullable Object>();
        extras.put("transcript_preview", preview);
        extras.put("artifacts", files);
        extras.put("metadata", metadata);
        extras.put("warnings", ocr.warnings());

        var evidence = new Evidence(ids.nextId(), file.artifactId(), file.storedName() + "#ocr", preview, null, data);
        return new ParsedFile(
                List.of(),
                List.of(evidence),
                Optional.empty(),
                Map.of("image", Json.of(extras)),
                Map.of(
                        base + ".txt", ocr.text().getBytes(StandardCharsets.UTF_8),
                        base + ".json", JsonFiles.write(Json.of(data.members()))));
    }

    private static void requireContent(SourceFile file) {
        try {
            if (Files.size(file.path()) == 0) {
                throw Failures.of(ErrorCode.FILE_EMPTY, file.storedName() + " is empty");
            }
        } catch (IOException e) {
            throw Failures.unreadable(file.storedName(), Failures.reason(e), e);
        }
    }

    private Ocr ocr(SourceFile file, ImageHeader header) {
        if (header.pixels() > MAX_PIXELS) {
            return new Ocr("", "unavailable", List.of("the picture has too many pixels for OCR"));
        }
        try {
            var text = new MediaTool(config.tesseract(), config.toolTimeout())
                    .run(file.path().toAbsolutePath().toString(), "stdout");
            var clean = Text.clean(text.strip());
            return new Ocr(
                    clean,
                    "tesseract",
                    clean.isEmpty() ? List.of("tesseract found no text in the picture") : List.of());
        } catch (MediaTool.MissingException e) {
            return new Ocr("", "unavailable", List.of(Failures.reason(e), "No OCR engine or sidecar available"));
        } catch (MediaTool.FailedException e) {
            return new Ocr("", "unavailable", List.of(Text.clean(Failures.reason(e))));
        }
    }
}
