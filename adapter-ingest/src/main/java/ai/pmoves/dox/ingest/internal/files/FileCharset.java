package ai.pmoves.dox.ingest.internal.files;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.mozilla.universalchardet.UniversalDetector;

/**
 * How a text file is encoded: what its byte order mark says, else UTF-8 if all of it is valid, else what its
 * bytes look like, else windows-1252.
 *
 * @param bomBytes length of the byte order mark, which is not text
 */
public record FileCharset(Charset charset, int bomBytes) {
    private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");
    private static final int BUFFER_BYTES = 64 * 1024;

    public static FileCharset of(Path file) throws IOException {
        byte[] head;
        try (var in = Files.newInputStream(file)) {
            head = in.readNBytes(BUFFER_BYTES);
        }
        if (startsWith(head, 0xEF, 0xBB, 0xBF)) {
            return new FileCharset(StandardCharsets.UTF_8, 3);
        }
        if (startsWith(head, 0xFF, 0xFE)) {
            return new FileCharset(StandardCharsets.UTF_16LE, 2);
        }
        if (startsWith(head, 0xFE, 0xFF)) {
            return new FileCharset(StandardCharsets.UTF_16BE, 2);
        }
        if (mostlyZero(head, 1)) {
            return new FileCharset(StandardCharsets.UTF_16LE, 0);
        }
        if (mostlyZero(head, 0)) {
            return new FileCharset(StandardCharsets.UTF_16BE, 0);
        }
        return new FileCharset(isUtf8(file) ? StandardCharsets.UTF_8 : guess(file), 0);
    }

    public Reader open(Path file) throws IOException {
        InputStream in = new BufferedInputStream(Files.newInputStream(file), BUFFER_BYTES);
        in.skipNBytes(bomBytes);
        return new BufferedReader(new InputStreamReader(in, charset));
    }

    private static boolean startsWith(byte[] head, int... bytes) {
        if (head.length < bytes.length) {
            return false;
        }
        for (int i = 0; i < bytes.length; i++) {
            if ((head[i] & 0xFF) != bytes[i]) {
                return false;
            }
        }
        return true;
    }

    /** Whether most bytes at odd (1) or even (0) places are zero, as in western text in UTF-16. */
    private static boolean mostlyZero(byte[] head, int parity) {
        int zeros = 0;
        for (int i = parity; i < head.length; i += 2) {
            zeros += head[i] == 0 ? 1 : 0;
        }
        return head.length >= 4 && zeros > head.length * 2 / 5;
    }

    private static boolean isUtf8(Path file) throws IOException {
        var decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        var bytes = ByteBuffer.allocate(BUFFER_BYTES);
        var chars = CharBuffer.allocate(BUFFER_BYTES);
        try (var in = Files.newInputStream(file)) {
            boolean end;
            do {
                int read = in.read(bytes.array(), bytes.position(), bytes.remaining());
                end = read < 0;
                bytes.position(bytes.position() + Math.max(read, 0)).flip();
                if (decoder.decode(bytes, chars.clear(), end).isError()) {
                    return false;
                }
                bytes.compact();
            } while (!end);
        }
        return true;
    }

    private static Charset guess(Path file) throws IOException {
        var detector = new UniversalDetector();
        var buffer = new byte[BUFFER_BYTES];
        try (var in = Files.newInputStream(file)) {
            for (int read = in.read(buffer); read > 0 && !detector.isDone(); read = in.read(buffer)) {
                detector.handleData(Arrays.copyOf(buffer, read), 0, read);
            }
        }
        detector.dataEnd();
        var name = detector.getDetectedCharset();
        return name != null && Charset.isSupported(name) ? Charset.forName(name) : WINDOWS_1252;
    }
}
