package ai.pmoves.dox.ingest.internal.files;

import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.domain.error.Remedy;
import ai.pmoves.dox.ingest.config.ParserLimits;
import java.io.IOException;
import java.nio.file.Path;
import java.util.zip.ZipFile;

/** Tells how much an archive really unpacks to, whatever its headers say, before anything parses it. */
public final class ZipGuard {
    private ZipGuard() {}

    public static void check(Path file, String storedName, ParserLimits limits) throws IOException {
        var buffer = new byte[64 * 1024];
        long bytes = 0;
        try (var zip = new ZipFile(file.toFile())) {
            if (zip.size() > limits.maxArchiveEntries()) {
                throw Failures.of(
                        ErrorCode.FILE_BOMB,
                        "%s packs %d files, more than the %d allowed"
                                .formatted(storedName, zip.size(), limits.maxArchiveEntries()),
                        Remedy.RAISE_MAX_ARCHIVE_ENTRIES);
            }
            for (var entries = zip.entries(); entries.hasMoreElements(); ) {
                try (var in = zip.getInputStream(entries.nextElement())) {
                    for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                        bytes += read;
                        if (bytes > limits.maxArchiveBytes()) {
                            throw Failures.of(
                                    ErrorCode.FILE_BOMB,
                                    "%s unpacks to more than the %d bytes allowed"
                                            .formatted(storedName, limits.maxArchiveBytes()),
                                    Remedy.RAISE_MAX_ARCHIVE_BYTES);
                        }
                    }
                }
            }
        }
    }
}
