package ai.pmoves.dox.ingest.internal.files;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * Decodes XML by its byte order mark or its declaration. Bytes that are no character become U+FFFD: one bad
 * byte in a log of a gigabyte is no reason to lose it.
 */
public final class XmlCharset {
    private static final int HEAD_BYTES = 1024;
    private static final Pattern DECLARED =
            Pattern.compile("^\\s*<\\?xml[^>]*?\\sencoding\\s*=\\s*[\"']([A-Za-z0-9._:-]+)[\"']");

    private XmlCharset() {}

    /**
     * Opens the file as characters.
     *
     * @throws UnsupportedCharsetException if it declares an encoding that does not exist
     */
    public static Reader open(Path file) throws IOException {
        byte[] head;
        try (var in = Files.newInputStream(file)) {
            head = in.readNBytes(HEAD_BYTES);
        }
        int bom = 0;
        Charset charset;
        if (head.length >= 3 && head[0] == (byte) 0xEF && head[1] == (byte) 0xBB && head[2] == (byte) 0xBF) {
            bom = 3;
            charset = StandardCharsets.UTF_8;
        } else if (head.length >= 2 && head[0] == (byte) 0xFE && head[1] == (byte) 0xFF) {
            bom = 2;
            charset = StandardCharsets.UTF_16BE;
        } else if (head.length >= 2 && head[0] == (byte) 0xFF && head[1] == (byte) 0xFE) {
            bom = 2;
            charset = StandardCharsets.UTF_16LE;
        } else if (head.length >= 2 && head[0] == 0 && head[1] == '<') {
            charset = StandardCharsets.UTF_16BE;
        } else if (head.length >= 2 && head[0] == '<' && head[1] == 0) {
            charset = StandardCharsets.UTF_16LE;
        } else {
            var declared = DECLARED.matcher(new String(head, StandardCharsets.ISO_8859_1));
            charset = declared.find() ? named(declared.group(1)) : StandardCharsets.UTF_8;
        }
        var in = new BufferedInputStream(Files.newInputStream(file), 64 * 1024);
        in.skipNBytes(bom);
        return new BufferedReader(new InputStreamReader(in, charset));
    }

    private static Charset named(String name) {
        try {
            // a declared Latin-1 mostly means windows-1252, as in HTML
            return name.equalsIgnoreCase("ISO-8859-1") ? Charset.forName("windows-1252") : Charset.forName(name);
        } catch (IllegalArgumentException e) {
            throw new UnsupportedCharsetException(name);
        }
    }
}
