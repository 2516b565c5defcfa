package ai.pmoves.dox.ingest.internal.media;

import ai.pmoves.dox.domain.Json;
import ai.pmoves.dox.ingest.internal.files.Failures;
import ai.pmoves.dox.ingest.internal.files.JsonFiles;
import java.io.IOException;
import java.io.StringReader;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Asks ffprobe what a recording is. */
final class MediaProbe {
    private MediaProbe() {}

    /** Returns length, format and bit rate, or a note that says why there are none. */
    static Map<String, @Nullable Object> describe(String file, String storedPath, MediaTool ffprobe) {
        var metadata = new LinkedHashMap<String, @Nullable Object>();
        metadata.put("path", storedPath);
        try {
            // a recording may name other files or addresses to play: only this one is opened
            var output = ffprobe.run(
                    "-v", "error", "-protocol_whitelist", "file", "-print_format", "json", "-show_format", file);
            var probed = Json.of(JsonFiles.read(new StringReader(output))).asObject();
            var format = Json.of(probed.get("format")).asObject();
            metadata.put("duration_seconds", number(format.get("duration")));
            metadata.put("format", format.get("format_name"));
            metadata.put("bit_rate", number(format.get("bit_rate")));
            metadata.put("source", "ffprobe");
        } catch (MediaTool.MissingException | MediaTool.FailedException | IOException e) {
            metadata.put("source", "none");
            metadata.put("notes", Failures.reason(e));
        }
        return metadata;
    }

    /** ffprobe writes its numbers as text. */
    private static @Nullable Object number(@Nullable Object value) {
        if (!(value instanceof String text)) {
            return value;
        }
        try {
            return text.indexOf('.') < 0 ? (Object) Long.valueOf(text) : (Object) Double.valueOf(text);
        } catch (NumberFormatException e) {
            return null; // N/A
        }
    }
}
