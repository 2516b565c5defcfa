package ai.pmoves.dox.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.pmoves.dox.domain.Id;
import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.domain.error.ReasonWords;
import ai.pmoves.dox.ingest.config.IngestConfig;
import ai.pmoves.dox.ingest.config.ParserLimits;
import ai.pmoves.dox.ports.IdSource;
import ai.pmoves.dox.ports.ingest.SourceFile;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import javax.imageio.ImageIO;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Files and ids for the tests of this package. */
public final class Fixtures {
    public static final String ARTIFACT = "3120d33f-80e7-4b9e-a153-aeda0839988d";

    private Fixtures() {}

    public static IdSource ids() {
        var next = new AtomicInteger();
        return () -> "id-%06d".formatted(next.incrementAndGet());
    }

    /** No outside programs, and small limits: 1,000 cells, 20 pages, 5 MB of pages, archives and web pages. */
    public static IngestConfig config() {
        return config(new ParserLimits(1_000, 20, 5_000_000, 100, 5_000_000, 1_000_000));
    }

    public static IngestConfig config(ParserLimits limits) {
        return config(limits, Duration.ofSeconds(5));
    }

    /** The default limits, and so much time for programs that there are none of. */
    public static IngestConfig config(Duration tools) {
        return config(ParserLimits.DEFAULT, Duration.ofSeconds(5), tools);
    }

    public static IngestConfig config(ParserLimits limits, Duration web) {
        return config(limits, web, Duration.ofSeconds(5));
    }

    private static IngestConfig config(ParserLimits limits, Duration web, Duration tools) {
        var none = "no-such-program-anywhere";
        return new IngestConfig(
                limits, web, tools, null, null, none, none, "tiny.en", none, true, false, null, ReasonWords.JAVA);
    }

    /** A program in the folder, which is a shell script. Returns its path. */
    static String script(Path folder, String name, String body) throws IOException {
        var file = Files.writeString(folder.resolve(name), "#!/bin/sh\n" + body + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        return file.toString();
    }

    /** A black picture of 30 times 20 pixels, in a format that {@link ImageIO} names. */
    public static byte[] image(String format) throws IOException {
        var out = new ByteArrayOutputStream();
        assertThat(ImageIO.write(new BufferedImage(30, 20, BufferedImage.TYPE_3BYTE_BGR), format, out))
                .isTrue();
        return out.toByteArray();
    }

    public static SourceFile stored(Path folder, String name, byte[] bytes) {
        var storedName = ARTIFACT + "_" + name;
        try {
            var path = Files.write(folder.resolve(storedName), bytes);
            var suffix = name.substring(name.lastIndexOf('.'));
            return new SourceFile(path, "uploads/" + storedName, storedName, suffix, Id.of(ARTIFACT), "2025-W39");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static SourceFile stored(Path folder, String name, String text) {
        return stored(folder, name, text.getBytes(StandardCharsets.UTF_8));
    }

    public static AbstractThrowableAssert<?, ? extends Throwable> assertRefused(ErrorCode code, ThrowingCallable call) {
        return assertThatThrownBy(call).isInstanceOfSatisfying(DoxException.class, e -> assertThat(e.code())
                .as(e.getMessage())
                .isEqualTo(code));
    }
}
