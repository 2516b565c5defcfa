package ai.pmoves.dox.ingest;

import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.zip.InflaterInputStream;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.common.PDStream;

/** Tells how much a page's drawing instructions unpack to, without keeping them. */
final class PdfBomb {
    private static final long MAX_BYTES = 128L * 1024 * 1024;
    private static final List<String> FLATE = List.of("FlateDecode", "Fl");

    private PdfBomb() {}

    static boolean isIn(PDPage page) {
        long bytes = 0;
        for (Iterator<PDStream> streams = page.getContentStreams(); streams.hasNext() && bytes <= MAX_BYTES; ) {
            var stream = streams.next();
            long packings = stream.getFilters().stream()
                    .filter(filter -> FLATE.contains(filter.getName()))
                    .count();
            if (packings > 1) {
                return true; // packing twice is of no use but to hide the size
            }
            bytes += packings == 0 ? 0 : unpacked(stream, MAX_BYTES - bytes);
        }
        return bytes > MAX_BYTES;
    }

    private static long unpacked(PDStream stream, long limit) {
        var buffer = new byte[64 * 1024];
        long bytes = 0;
        try (var in = new InflaterInputStream(stream.createInputStream(FLATE))) {
            for (int read = in.read(buffer); read >= 0 && bytes <= limit; read = in.read(buffer)) {
                bytes += read;
            }
        } catch (IOException e) {
            return bytes; // damaged: whoever reads it for good copes with that
        }
        return bytes;
    }
}
