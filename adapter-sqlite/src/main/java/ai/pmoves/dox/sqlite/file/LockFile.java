package ai.pmoves.dox.sqlite.file;

import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.ports.sync.EdgeSync.TurnHolder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A lock on a file beside a store, held by one caller of all processes at a time. It ends with its process.
 * Thread-safe.
 */
public final class LockFile implements AutoCloseable {
    /** The locks of this process: closing another channel to such a file would end its lock. */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path file;
    private final FileChannel channel;

    private LockFile(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /**
     * Takes the lock; empty if it is held.
     *
     * @param purpose one word, with which the file's name ends
     * @throws DoxException {@code store.unavailable} if the file cannot be made
     */
    public static Optional<LockFile> tryLock(Path storeFile, String purpose) {
        var file = beside(storeFile, purpose);
        if (!HELD.add(file)) {
            return Optional.empty();
        }
        var lock = open(file);
        boolean isHeld = false;
        try {
            isHeld = lock.channel.tryLock() != null;
            if (isHeld) {
                lock.sign();
            }
            return isHeld ? Optional.of(lock) : Optional.empty();
        } catch (IOException e) {
            throw unusable(file, e);
        } finally {
            if (!isHeld) {
                lock.close();
            }
        }
    }

    /** Writes the id of the process that holds the lock; the file's time says since when. */
    private void sign() throws IOException {
        channel.truncate(0);
        var pid = Long.toString(ProcessHandle.current().pid());
        channel.write(ByteBuffer.wrap(pid.getBytes(StandardCharsets.US_ASCII)), 0);
    }

    /**
     * The process that holds the lock, or held it last, by the file's content; empty for an unused lock.
     *
     * @throws DoxException {@code store.unavailable} if the file is there and cannot be read
     */
    public static Optional<TurnHolder> holder(Path storeFile, String purpose) {
        var file = beside(storeFile, purpose);
        try {
            var pid = Files.readString(file, StandardCharsets.US_ASCII);
            var since = Files.getLastModifiedTime(file).toInstant().truncatedTo(ChronoUnit.SECONDS);
            return pid.matches("[0-9]{1,18}")
                    ? Optional.of(new TurnHolder(Long.parseLong(pid), since))
                    : Optional.empty(); // as an earlier version left it, or just being written
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw unusable(file, e);
        }
    }

    /**
     * Whether the lock is held, in this process or another one; creates no file.
     *
     * @throws DoxException {@code store.unavailable} if the file is there and cannot be used
     */
    public static boolean isTaken(Path storeFile, String purpose) {
        var file = beside(storeFile, purpose);
        if (!HELD.add(file)) {
            return true;
        }
        try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            return channel.tryLock() == null;
        } catch (NoSuchFileException e) {
            return false;
        } catch (IOException e) {
            throw unusable(file, e);
        } finally {
            HELD.remove(file);
        }
    }

    private static Path beside(Path storeFile, String purpose) {
        return storeFile
                .toAbsolutePath()
                .normalize()
                .resolveSibling("%s.%s.lock".formatted(storeFile.getFileName(), purpose));
    }

    private static LockFile open(Path file) {
        try {
            return new LockFile(file, FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE));
        } catch (IOException e) {
            HELD.remove(file);
            throw unusable(file, e);
        }
    }

    private static DoxException unusable(Path file, IOException e) {
        return new DoxException(
                ErrorCode.STORE_UNAVAILABLE, "The lock file '%s' cannot be used: %s".formatted(file, e), e);
    }

    /** Releases the lock. A second call does nothing. */
    @Override
    public void close() {
        if (channel.isOpen()) {
            try {
                channel.close();
            } catch (IOException e) {
                throw unusable(file, e);
            } finally {
                HELD.remove(file);
            }
        }
    }
}
