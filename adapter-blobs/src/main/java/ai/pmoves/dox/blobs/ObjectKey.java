package ai.pmoves.dox.blobs;

import java.nio.charset.StandardCharsets;

/**
 * The key of a file in a bucket. Storage refuses most characters beyond ASCII, and a server of its own keeps each
 * part of a key as the name of a folder, which must not be long. So letters, digits and {@code . _ -} stand for
 * themselves, other bytes of UTF-8 become {@code =XX}, and of a part that is too long the end becomes a hash. Keys
 * need no escaping in a URL, and those of different names differ.
 */
final class ObjectKey {
    private static final int MAX_PART = 200;

    private ObjectKey() {}

    /** @param name parts separated by slashes */
    static String of(String name) {
        var key = new StringBuilder();
        for (var part : name.split("/")) {
            key.append(key.isEmpty() ? "" : "/").append(shorten(escape(part), part));
        }
        return key.toString();
    }

    private static String escape(String part) {
        var escaped = new StringBuilder();
        for (byte b : part.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            if (isPlain(c)) {
                escaped.append(c);
            } else {
                escaped.append("=%02X".formatted((int) c));
            }
        }
        return escaped.toString();
    }

    private static boolean isPlain(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '.' || c == '_' || c == '-';
    }

    /** The hash is in lower-case letters, which an escape is not. */
    private static String shorten(String escaped, String part) {
        if (escaped.length() <= MAX_PART) {
            return escaped;
        }
        var hash = Sha256.hex(part.getBytes(StandardCharsets.UTF_8));
        return escaped.substring(0, MAX_PART - 1 - hash.length()) + "=" + hash;
    }
}
