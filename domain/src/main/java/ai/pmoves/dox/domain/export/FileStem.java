package ai.pmoves.dox.domain.export;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * Names of files that are made of something stored: one component of a path, whatever the stored name or the id is.
 * Different ids never share a name, also where a file system does not tell capitals.
 */
public final class FileStem {
    private static final String UPLOADS = "uploads/";
    private static final int MAX_BYTES = 200;
    private static final Pattern UNFIT = Pattern.compile("[\\p{Cc}/\\\\]|^\\.*$");
    private static final Pattern PLAIN_ID = Pattern.compile("[a-z0-9_-]{1,100}");

    private FileStem() {}

    /**
     * Returns the name of a stored upload without its suffix, as {@code <id>_report}; of anything else the name that
     * {@link #ofId} gives.
     *
     * @param path where it is stored, {@code uploads/<id>_report.pdf}; or an address, or a path of another system
     */
    public static String of(String path, String id) {
        var name = path.startsWith(UPLOADS) ? path.substring(UPLOADS.length()) : "";
        int dot = name.lastIndexOf('.');
        var stem = dot > 0 ? name.substring(0, dot) : name;
        boolean isFit = !UNFIT.matcher(stem).find() && stem.getBytes(StandardCharsets.UTF_8).length <= MAX_BYTES;
        return isFit && !stem.isBlank() ? stem : ofId(id);
    }

    /** Returns the id itself if it has small letters, digits, {@code _} and {@code -} only, or else a hash of it. */
    public static String ofId(String id) {
        return PLAIN_ID.matcher(id).matches() ? id : "~" + sha256(id);
    }

    private static String sha256(String text) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
