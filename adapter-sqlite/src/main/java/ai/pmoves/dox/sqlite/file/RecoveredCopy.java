package ai.pmoves.dox.sqlite.file;

import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.ErrorCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A copy of a database and of its journal or WAL, in a temporary folder; SQLite recovers it when it is opened.
 *
 * @param stamp of the files that were copied
 */
record RecoveredCopy(Path file, FileStamp stamp) implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RecoveredCopy.class);

    /** A write to the files while they are copied makes the copy useless: see {@link #isOf}. */
    static RecoveredCopy of(Path file, FileStamp stamp) {
        try {
            var copy = new RecoveredCopy(
                    Files.createTempDirectory("dox-copy-of-" + file.getFileName())
                            .resolve("copy.db"),
                    stamp);
            try {
                Files.copy(file, copy.file);
                copyBeside(file, copy.file, "-journal", stamp.journal());
                copyBeside(file, copy.file, "-wal", stamp.wal());
                LOG.info("event=source.copied file={} copy={}", file, copy.file);
                return copy;
            } catch (IOException e) {
                copy.close();
                throw e;
            }
        } catch (IOException e) {
            throw new DoxException(
                    ErrorCode.STORE_UNAVAILABLE,
                    "'%s' was left by a writer that died, and has to be copied to be read. That failed: %s. Make room in '%s'."
                            .formatted(file, e, System.getProperty("java.io.tmpdir")),
                    e);
        }
    }

    private static void copyBeside(Path file, Path copy, String ending, FileStamp.Part part) throws IOException {
        if (part.hasContent()) {
            try {
                Files.copy(FileStamp.beside(file, ending), FileStamp.beside(copy, ending));
            } catch (NoSuchFileException e) {
                LOG.debug(
                        "event=source.writer-lives file={}",
                        file,
                        e); // the writer has closed its file: no longer the same
            }
        }
    }

    /** Whether the copied files are still unchanged. */
    boolean isOf(FileStamp now) {
        return stamp.isSameContent(now);
    }

    @Override
    public void close() {
        try (var files = Files.walk(file.getParent())) {
            for (var path : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException | UncheckedIOException e) {
            LOG.warn("event=source.copy-left folder={}", file.getParent(), e);
        }
    }
}
