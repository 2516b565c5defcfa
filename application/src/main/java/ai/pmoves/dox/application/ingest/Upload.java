package ai.pmoves.dox.application.ingest;

import static java.util.Objects.requireNonNull;

import java.io.InputStream;
import java.util.Locale;

/**
 * A file that a client gives.
 *
 * @param filename the client's name of it, of any form; never opened as a path
 * @param reportWeek the client's label for a period, empty if none
 * @param content read once, not closed
 * @param dedupe whether the same bytes are taken only once
 */
public record Upload(String filename, String reportWeek, InputStream content, boolean dedupe) {
    public Upload {
        requireNonNull(filename, "filename");
        requireNonNull(content, "content");
    }

    /** The lower-case suffix of the name's last part with its dot, or the empty string. */
    public String filetype() {
        return filetype(filename);
    }

    public static String filetype(String filename) {
        int slash = Math.max(filename.lastIndexOf('/'), filename.lastIndexOf('\\'));
        var name = filename.substring(slash + 1);
        int dot = name.lastIndexOf('.');
        return dot <= 0 ? "" : name.substring(dot).toLowerCase(Locale.ROOT);
    }
}
