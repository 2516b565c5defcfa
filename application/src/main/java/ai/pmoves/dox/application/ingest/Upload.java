package ai.pmoves.dox.application.ingest;

import static java.util.Objects.requireNonNull;

import ai.pmoves.dox.domain.files.FileFormat;
import ai.pmoves.dox.domain.files.FileType;
import java.io.InputStream;

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
        return FileType.suffixOf(filename);
    }

    /** By its name. */
    public FileFormat format() {
        return FileFormat.ofName(filename);
    }
}
