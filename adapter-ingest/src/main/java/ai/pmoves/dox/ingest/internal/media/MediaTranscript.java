package ai.pmoves.dox.ingest.internal.media;

import ai.pmoves.dox.domain.Json;
import ai.pmoves.dox.domain.text.Text;
import ai.pmoves.dox.ingest.internal.files.Failures;
import ai.pmoves.dox.ingest.internal.files.JsonFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is said in a recording.
 *
 * @param segments the transcriber's pieces with their times
 * @param engine the transcriber, null if none ran
 * @param status {@code processed}, {@code unavailable} or {@code error}
 */
record MediaTranscript(String text, Json segments, @Nullable String engine, String status, List<String> warnings) {

    static MediaTranscript of(Path file, MediaTool whisper, String model) {
        try {
            var folder = Files.createTempDirectory("dox-transcript");
            try {
                whisper.run(
                        file.toAbsolutePath().toString(),
                        "--model",
                        model,
                        "--output_format",
                        "json",
                        "--output_dir",
                        folder.toString(),
                        "--fp16",
                        "False",
                        "--verbose",
                        "False");
                return read(folder);
            } finally {
                delete(folder);
            }
        } catch (MediaTool.MissingException e) {
            return nothing("unavailable", Failures.reason(e) + "; no transcript was made");
        } catch (MediaTool.FailedException | IOException e) {
            return nothing("error", Failures.reason(e));
        }
    }

    static MediaTranscript nothing(String status, String warning) {
        return new MediaTranscript("", Json.emptyList(), null, status, List.of(Text.clean(warning)));
    }

    private static MediaTranscript read(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            var result = files.filter(file -> file.toString().endsWith(".json"))
                    .findFirst()
                    .orElseThrow(() -> new IOException("whisper wrote no transcript"));
            try (var text = Files.newBufferedReader(result)) {
                var transcript = Json.of(JsonFiles.read(text)).asObject();
                var words = transcript.get("text") instanceof String said ? said.strip() : "";
                return new MediaTranscript(
                        words,
                        Json.of(Json.of(transcript.get("segments")).asList()),
                        "whisper",
                        "processed",
                        List.of());
            }
        }
    }

    private static void delete(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
