package ai.pmoves.dox.blobs;

import ai.pmoves.dox.domain.text.Text;
import ai.pmoves.dox.ports.blob.BlobStore;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** A client's name of a file as the name of a file here: one component of a path, whatever the client sent. */
final class SafeName {
    /** File systems take 255; derived files add their own endings to the stem of an upload. */
    private static final int MAX_BYTES = BlobStore.MAX_STORED_NAME_BYTES;

    private static final int MAX_SUFFIX_BYTES = 20;
    private static final String NAMELESS = "upload";

    private SafeName() {}

    /** Returns {@code <id>_<safe name>} of at most {@link #MAX_BYTES} bytes in UTF-8, with the name's suffix. */
    static String of(String id, String filename) {
        var name = encodable(replaceControls(lastComponent(Text.clean(filename))));
        return id + "_" + shorten(name, MAX_BYTES - bytes(id) - 1);
    }

    private static String lastComponent(String filename) {
        int slash = Math.max(filename.lastIndexOf('/'), filename.lastIndexOf('\\'));
        return filename.substring(slash + 1);
    }

    private static String replaceControls(String name) {
        var safe = name.replaceAll("[\\p{Cc}\\p{Cf}\\x{2028}\\x{2029}\\x{FFFD}]", "_")
                .strip();
        return safe.replace(".", "").isEmpty() ? NAMELESS : safe;
    }

    /** A process without a UTF-8 locale, and some file systems, take fewer characters. */
    private static String encodable(String name) {
        try {
            return Path.of(name).getFileName().toString();
        } catch (InvalidPathException e) {
            return name.replaceAll("[^A-Za-z0-9._ ()+-]", "_");
        }
    }

    private static String shorten(String name, int maxBytes) {
        if (bytes(name) <= maxBytes) {
            return name;
        }
        int dot = name.lastIndexOf('.');
        var suffix = dot > 0 && bytes(name.substring(dot)) <= MAX_SUFFIX_BYTES ? name.substring(dot) : "";
        var stem = name.substring(0, name.length() - suffix.length());
        int room = maxBytes - bytes(suffix);
        int end = 0;
        int used = 0;
        while (end < stem.length()) {
            int next = stem.offsetByCodePoints(end, 1);
            used += bytes(stem.substring(end, next));
            if (used > room) {
                break;
            }
            end = next;
        }
        return stem.substring(0, end) + suffix;
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
