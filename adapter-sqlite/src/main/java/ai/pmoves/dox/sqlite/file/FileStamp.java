package ai.pmoves.dox.sqlite.file;

import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.concurrent.TimeUnit;

/** The state of a database's files at a moment: equal stamps mean no write in between. */
record FileStamp(Part database, Part journal, Part wal, Part sharedMemory) {
    /** In the header: 2 for a WAL, 1 for a rollback journal. */
    private static final int OFFSET_OF_READ_VERSION = 19;

    private static final int WAL = 2;

    /**
     * One of the files.
     *
     * @param bytes how long it is, -1 if it is not there
     * @param modifiedNanos since 1970, 0 if it is not there
     */
    record Part(long bytes, long modifiedNanos) {
        static final Part ABSENT = new Part(-1, 0);

        boolean exists() {
            return bytes >= 0;
        }

        boolean hasContent() {
            return bytes > 0;
        }
    }

    /** @throws DoxException {@code store.unavailable} if the database is not there or cannot be read */
    static FileStamp of(Path file) {
        try {
            var database = part(file);
            if (!database.exists()) {
                throw new DoxException(
                        ErrorCode.STORE_UNAVAILABLE,
                        "There is no file '%s'. Name the database to read from.".formatted(file));
            }
            return new FileStamp(
                    database, part(beside(file, "-journal")), part(beside(file, "-wal")), part(beside(file, "-shm")));
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    static Path beside(Path file, String ending) {
        return file.resolveSibling(file.getFileName() + ending);
    }

    private static Part part(Path file) throws IOException {
        try {
            var attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return new Part(attributes.size(), attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS));
        } catch (NoSuchFileException e) {
            return Part.ABSENT;
        }
    }

    /**
     * Whether the database's header says that it uses a WAL. Must not be called while this process may have it open:
     * closing a file releases all locks that the process has on it.
     */
    static boolean isForWal(Path file) {
        try (var in = Files.newInputStream(file)) {
            var header = in.readNBytes(OFFSET_OF_READ_VERSION + 1);
            return header.length > OFFSET_OF_READ_VERSION && header[OFFSET_OF_READ_VERSION] == WAL;
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private static DoxException unreadable(Path file, IOException e) {
        return new DoxException(ErrorCode.STORE_UNAVAILABLE, "The file '%s' cannot be read: %s".formatted(file, e), e);
    }

    /** Whether the content is the same; the shared memory holds none. */
    boolean isSameContent(FileStamp other) {
        return database.equals(other.database) && journal.equals(other.journal) && wal.equals(other.wal);
    }
}
