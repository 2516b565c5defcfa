package ai.pmoves.dox.ingest.internal.media;

import ai.pmoves.dox.ingest.internal.files.Failures;
import java.awt.image.IndexColorModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import org.jspecify.annotations.Nullable;

/**
 * What a picture's header says; its pixels are not decoded.
 *
 * @param mode the kind of its pixels: {@code L}, {@code LA}, {@code RGB}, {@code RGBA} or {@code P}, null if unknown
 */
record ImageHeader(
        String format, int width, int height, @Nullable String mode) {

    static ImageHeader of(Path file, String storedName) {
        try (var in = ImageIO.createImageInputStream(file.toFile())) {
            var readers = in == null ? null : ImageIO.getImageReaders(in);
            if (readers == null || !readers.hasNext()) {
                throw Failures.unreadable(storedName, "it is no picture of a known format");
            }
            var reader = readers.next();
            try {
                reader.setInput(in, true, true);
                return new ImageHeader(format(reader), reader.getWidth(0), reader.getHeight(0), mode(reader));
            } finally {
                reader.dispose();
            }
        } catch (IOException | IllegalArgumentException | IndexOutOfBoundsException e) {
            throw Failures.unreadable(storedName, "the picture is damaged: " + Failures.reason(e), e);
        }
    }

    private static String format(ImageReader reader) throws IOException {
        var name = reader.getFormatName().toUpperCase(Locale.ROOT);
        return switch (name) {
            case "JPG" -> "JPEG";
            case "TIF" -> "TIFF";
            default -> name;
        };
    }

    private static @Nullable String mode(ImageReader reader) throws IOException {
        var types = reader.getImageTypes(0);
        if (types == null || !types.hasNext()) {
            return null;
        }
        var colors = types.next().getColorModel();
        if (colors instanceof IndexColorModel) {
            return "P";
        }
        return switch (colors.getNumComponents()) {
            case 1 -> "L";
            case 2 -> "LA";
            case 3 -> "RGB";
            case 4 -> "RGBA";
            default -> null;
        };
    }

    long pixels() {
        return (long) width * height;
    }
}
