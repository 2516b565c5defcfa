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
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Describes and transcribes audio and video with the programs that are installed, and says which are not. */
public final class MediaParser implements FileParser {
    private static final List<String> PLAYLISTS = List.of("#EXTM3U", "ffconcat", "[playlist]", "<?xml", "<MPD");
    private static final int PREVIEW_CHARS = 240;

    private final IngestConfig config;
    private final IdSource ids;

    public MediaParser(IngestConfig config, IdSource ids) {
        this.config = config;
        this.ids = ids;
    }

    @Override
    public Set<String> filetypes() {
        var types = new TreeSet<>(FileFormat.AUDIO.suffixes());
        types.addAll(FileFormat.VIDEO.suffixes());
        return types;
    }

    @Override
    public ParsedFile parse(SourceFile file) {
        refusePlaylist(file);
        var path = file.path().toAbsolutePath().toString();
        var metadata = Json.of(
                MediaProbe.describe(path, file.storedPath(), new MediaTool(config.ffprobe(), config.toolTimeout())));
        var transcript = MediaTranscript.of(
                file.path(), new MediaTool(config.whisper(), config.toolTimeout()), config.whisperModel());
        var base = "media/" + file.artifactId() + "/transcript";
        var files = new LinkedHashMap<String, String>();
        files.put("transcript_txt", base + ".txt");
        files.put("transcript_json", base + ".json");
        var data = EvidenceData.Transcript.of(
                transcript.text(),
                transcript.segments(),
                transcript.engine(),
                metadata,
                transcript.status(),
                transcript.warnings(),
                files,
                preview(transcript));
        return new ParsedFile(
                List.of(),
                evidence(file, metadata, transcript, data),
                Optional.empty(),
                Map.of("media", extras(file, metadata, transcript, files)),
                Map.of(
                        base + ".txt", transcript.text().getBytes(StandardCharsets.UTF_8),
                        base + ".json", JsonFiles.write(Json.of(data.members()))));
    }

    /** Refuses files that would make a program open other files or addresses. */
    private static void refusePlaylist(SourceFile file) {
        var head = head(file.path(), file.storedName());
        if (head.isEmpty()) {
            throw Failures.of(ErrorCode.FILE_EMPTY, file.storedName() + " is empty");
        }
        if (PLAYLISTS.stream().anyMatch(head.stripLeading()::startsWith)) {
            throw Failures.unreadable(file.storedName(), "it is a playlist or another text, not a recording");
        }
    }

    private static String head(Path path, String storedName) {
        try (var in = Files.newInputStream(path)) {
            return new String(in.readNBytes(64), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw Failures.unreadable(storedName, Failures.reason(e), e);
        }
    }

    private List<Evidence> evidence(
            SourceFile file, Json metadata, MediaTranscript transcript, EvidenceData.Transcript data) {
        var evidence = new ArrayList<Evidence>();
        if (!transcript.text().isEmpty() || !transcript.warnings().isEmpty()) {
            evidence.add(new Evidence(
                    ids.nextId(),
                    file.artifactId(),
                    file.storedName() + "#transcript",
                    preview(transcript),
                    null,
                    data));
        }
        var shown = new LinkedHashMap<String, @Nullable Object>();
        for (var key : List.of("duration_seconds", "format", "notes")) {
            var value = metadata.asObject().get(key);
            if (value != null) {
                shown.put(key, value);
            }
        }
        evidence.add(new Evidence(
                ids.nextId(),
                file.artifactId(),
                file.storedName() + "#metadata",
                Text.truncate(JsonFiles.writeSpaced(Json.of(shown)), PREVIEW_CHARS),
                null,
                EvidenceData.MediaMetadata.of(metadata)));
        return evidence;
    }

    private static String preview(MediaTranscript transcript) {
        return Text.truncate(Text.clean(transcript.text()), PREVIEW_CHARS);
    }

    private static Json extras(SourceFile file, Json metadata, MediaTranscript transcript, Map<String, String> files) {
        var extras = new LinkedHashMap<String, @Nullable Object>();
        extras.put("kind", FileFormat.ofSuffix(file.filetype()) == FileFormat.VIDEO ? "video" : "audio");
        extras.put("transcript_preview", preview(transcript));
        extras.put("artifacts", files);
        extras.put("engine", transcript.engine());
        extras.put("metadata", metadata);
        extras.put("status", transcript.status());
        extras.put("warnings", transcript.warnings());
        return Json.of(extras);
    }
}
