package ai.pmoves.dox.ingest;

import ai.pmoves.dox.domain.error.ErrorCode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.zip.ZipFile;

/** Tells how much an archive really unpacks to, whatever its headers say, before anything parses it. */
final class ZipGuard {
    private static final int MAX_ENTRIES = 20_000;

    private ZipGuard() {}

    static void check(Path file, String storedName, long maxBytes) throws IOException {
        var buffer = new byte[64 * 1024];
        long bytes = 0;
        try (var zip = new ZipFile(file.toFile())) {
            if (zip.size() > MAX_ENTRIES) {
                throw Failures.of(
                        ErrorCode.FILE_BOMB,
                        "%s packs %d files, more than the %d allowed".formatted(storedName, zip.size(), MAX_ENTRIES));
            }
            for (var entries = zip.entries(); entries.hasMoreElements(); ) {
                try (var in = zip.getInputStream(entries.nextElement())) {
                    for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                        bytes += read;
                        if (bytes > maxBytes) {
                            throw Failures.of(
                                    ErrorCode.FILE_BOMB,
                                    "%s unpacks to more than the %d bytes allowed".formatted(storedName, maxBytes));
                        }
                    }
                }
            }
        }
    }
}
