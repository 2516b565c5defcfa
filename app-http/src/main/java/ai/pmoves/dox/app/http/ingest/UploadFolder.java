package ai.pmoves.dox.app.http.ingest;

import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.ErrorCode;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where one server keeps the larger parts of uploads until they are stored: a folder of its own, {@code NAME}, for
 * as long as it holds the lock on the file {@code NAME.lock} beside it. A lock that is free belonged to a server
 * that is gone, so the next one removes the folder.
 */
public final class UploadFolder implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(UploadFolder.class);
    private static final String LOCK = ".lock";

    /** What this process holds: opening and closing such a file would give the lock away. */
    private static final Set<Path> OWN = ConcurrentHashMap.newKeySet();

    private final Path lockFile;
    private final FileChannel lock;

    private UploadFolder(Path lockFile, FileChannel lock) {
        this.lockFile = lockFile;
        this.lock = lock;
    }

    /**
     * Makes a new folder below {@code parent}, and removes those of servers that are gone.
     *
     * @throws DoxException {@code store.unavailable} if it cannot be made
     */
    public static UploadFolder open(Path parent) {
        try {
            var folders = Files.createDirectories(parent).toRealPath();
            sweep(folders);
            while (true) {
                var folder = tryOpen(folders.resolve(UUID.randomUUID() + LOCK));
                if (folder.isPresent()) {
                    return folder.get();
                }
            }
        } catch (IOException e) {
            throw new DoxException(
                    ErrorCode.STORE_UNAVAILABLE,
                    "Cannot make a folder for uploads in '%s': %s. Make it writable.".formatted(parent, e),
                    e);
        }
    }

    /** Empty if another server that starts took the new file for one that was left behind. */
    private static Optional<UploadFolder> tryOpen(Path lockFile) throws IOException {
        OWN.add(lockFile);
        var lock = FileChannel.open(lockFile, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        var folder = new UploadFolder(lockFile, lock);
        try {
            if (lock.tryLock() != null && Files.exists(lockFile)) {
                Files.createDirectory(folder.path());
                return Optional.of(folder);
            }
        } catch (IOException e) {
            folder.close();
            throw e;
        }
        folder.close();
        return Optional.empty();
    }

    public Path path() {
        return folderOf(lockFile);
    }

    private static Path folderOf(Path lockFile) {
        var name = lockFile.getFileName().toString();
        return lockFile.resolveSibling(name.substring(0, name.length() - LOCK.length()));
    }

    /** What cannot be removed stays and is logged: it takes space and does no harm. */
    private static void sweep(Path folders) throws IOException {
        try (var files = Files.list(folders)) {
            for (var file : files.toList()) {
                if (file.getFileName().toString().endsWith(LOCK) && !OWN.contains(file)) {
                    removeIfFree(file);
                }
            }
        }
    }

    private static void removeIfFree(Path lockFile) {
        try (var channel = FileChannel.open(lockFile, StandardOpenOption.WRITE);
                var lock = channel.tryLock()) {
            if (lock != null) {
                remove(lockFile);
                LOG.info("event=upload.leftovers-removed folder=\"{}\"", folderOf(lockFile));
            }
        } catch (NoSuchFileException | OverlappingFileLockException e) {
            LOG.debug("event=upload.folder-taken file=\"{}\"", lockFile, e); // its server stops just now, or runs
        } catch (IOException e) {
            LOG.warn("event=upload.leftovers-kept folder=\"{}\" reason=\"{}\"", folderOf(lockFile), e.toString());
        }
    }

    /** Removes the file last, so that a folder always has one. */
    private static void remove(Path lockFile) throws IOException {
        var folder = folderOf(lockFile);
        if (Files.exists(folder)) {
            try (var files = Files.walk(folder)) {
                for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(file);
                }
            }
        }
        Files.deleteIfExists(lockFile);
    }

    /** Removes the folder with what is in it. */
    @Override
    public void close() {
        try (lock) {
            remove(lockFile);
        } catch (IOException e) {
            LOG.warn("event=upload.leftovers-kept folder=\"{}\" reason=\"{}\"", path(), e.toString());
        } finally {
            OWN.remove(lockFile);
        }
    }
}
