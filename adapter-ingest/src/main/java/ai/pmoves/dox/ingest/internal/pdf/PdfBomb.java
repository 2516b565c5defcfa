package ai.pmoves.dox.ingest.internal.pdf;

import ai.pmoves.dox.domain.error.Reason;
import ai.pmoves.dox.domain.error.Remedy;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.zip.InflaterInputStream;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.common.PDStream;

/** Tells how much a page's drawing instructions unpack to, without keeping them. */
final class PdfBomb {
    private static final List<String> FLATE = List.of("FlateDecode", "Fl");

    private PdfBomb() {}

    /** What is wrong with the page, or empty if it can be read. */
    static Optional<Reason> in(PDPage page, long maxBytes) {
        long bytes = 0;
        for (Iterator<PDStream> streams = page.getContentStreams(); streams.hasNext() && bytes <= maxBytes; ) {
            var stream = streams.next();
            long packings = stream.getFilters().stream()
                    .filter(filter -> FLATE.contains(filter.getName()))
                    .count();
            if (packings > 1) {
                return Optional.of(Reason.of("it is packed twice, which is of no use but to hide its size"));
            }
            bytes += packings == 0 ? 0 : unpacked(stream, maxBytes - bytes);
        }
        return bytes > maxBytes
                ? Optional.of(Reason.of(
                        "it unpacks to more than the %d bytes allowed".formatted(maxBytes),
                        Remedy.RAISE_MAX_PDF_PAGE_BYTES))
                : Optional.empty();
    }

    private static long unpacked(PDStream stream, long limit) {
        var buffer = new byte[64 * 1024];
        long bytes = 0;
        try (var in = new InflaterInputStream(stream.createInputStream(FLATE))) {
            for (int read = in.read(buffer); read >= 0 && bytes <= limit; read = in.read(buffer)) {
                bytes += read;
            }
        } catch (IOException e) {
            return bytes; // damaged: the parser handles that
        }
        return bytes;
    }
}
