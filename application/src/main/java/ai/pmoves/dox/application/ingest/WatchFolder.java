package ai.pmoves.dox.application.ingest;

import ai.pmoves.dox.application.ingest.SettledFiles.Signature;
import ai.pmoves.dox.domain.ArtifactStatus;
import ai.pmoves.dox.domain.DocumentType;
import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.ports.store.Store;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ingests the files that appear in a folder, are moved there, or change their content.
 *
 * <p>It looks at the folder again and again, which works on every file system. A file is taken once it has stayed as it
 * is, if its bytes are not in the library yet, whoever brought them, and whenever: so a restart takes what came
 * meanwhile and nothing else. An artifact that could not be read is not tried again before its bytes change. The files
 * stay where they are. The owner closes it.
 */
public final class WatchFolder implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WatchFolder.class);
    private static final long LEAST_PAUSE_NANOS = Duration.ofMillis(50).toNanos();
    private static final long MOST_PAUSE_NANOS = Duration.ofSeconds(1).toNanos();
    private static final Duration STOP = Duration.ofSeconds(10);
    private static final List<DocumentType> DOCUMENTS =
            List.of(DocumentType.XML, DocumentType.OPENAPI, DocumentType.POSTMAN);
    private static final Set<ArtifactStatus> KNOWN =
            Set.of(ArtifactStatus.PROCESSED, ArtifactStatus.PROCESSING, ArtifactStatus.ERROR);

    private final WatchSettings settings;
    private final Store store;
    private final IngestPaths paths;
    private final IngestQueue queue;
    private final Runnable afterEach;
    private final SettledFiles settled;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread = Thread.ofPlatform().name("watch").daemon().unstarted(this::watch);

    /**
     * @param queue reads what takes long
     * @param afterEach called after each file, for example to wake the embedder
     */
    public WatchFolder(WatchSettings settings, Store store, IngestPaths paths, IngestQueue queue, Runnable afterEach) {
        this.settings = settings;
        this.store = store;
        this.paths = paths;
        this.queue = queue;
        this.afterEach = afterEach;
        this.settled = new SettledFiles(settings.debounce());
    }

    /** Begins to watch. */
    public void start() {
        LOG.info("event=watch.started folder=\"{}\"", settings.folder());
        thread.start();
    }

    private void watch() {
        try {
            for (long pause = 0; !closed.await(pause, TimeUnit.NANOSECONDS); ) {
                long start = System.nanoTime();
                look(start);
                long took = System.nanoTime() - start;
                pause = Math.max(pause(settings.debounce()), took); // a folder of very many files is not all there is
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static long pause(Duration debounce) {
        return Math.clamp(debounce.toNanos() / 2, LEAST_PAUSE_NANOS, MOST_PAUSE_NANOS);
    }

    private void look(long nowNanos) {
        try {
            for (var path : settled.update(files(), nowNanos)) {
                if (closed.getCount() == 0) {
                    return;
                }
                take(path);
            }
        } catch (IOException e) {
            LOG.error("event=watch.failed folder=\"{}\"", settings.folder(), e);
        }
    }

    private Map<Path, Signature> files() throws IOException {
        var files = new TreeMap<Path, Signature>();
        Files.walkFileTree(settings.folder(), new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                return isHidden(folder) && !folder.equals(settings.folder())
                        ? FileVisitResult.SKIP_SUBTREE
                        : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (attributes.isRegularFile() && !isHidden(file) && attributes.size() >= settings.minBytes()) {
                    files.put(file, Signature.of(attributes));
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) {
                return FileVisitResult.CONTINUE; // it was removed, or may not be read
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException e) {
                return FileVisitResult.CONTINUE;
            }
        });
        return files;
    }

    private static boolean isHidden(Path path) {
        return String.valueOf(path.getFileName()).startsWith(".");
    }

    /** One file that fails does not keep others from being taken. */
    private void take(Path path) {
        try {
            if (paths.isKnown(path) && isNew(path)) {
                report(path, paths.take(path, queue));
                afterEach.run();
            }
        } catch (IOException e) {
            LOG.warn("event=watch.unreadable file=\"{}\" reason=\"{}\"", path, e.toString());
        } catch (RuntimeException e) {
            if (e instanceof DoxException failure && failure.code().isOfStoreAway()) {
                LOG.warn(
                        "event=watch.waits file=\"{}\" code={}",
                        path,
                        failure.code().text());
                settled.again(path);
            } else {
                LOG.error("event=watch.failed file=\"{}\"", path, e);
            }
        }
    }

    /** Whether the library lacks a file of this content, be it read, queued, or unreadable. */
    private boolean isNew(Path path) throws IOException {
        var hash = sha256(path);
        return store.artifacts().findByContentHash(KNOWN, hash).isEmpty()
                && DOCUMENTS.stream()
                        .allMatch(type ->
                                store.documents().findByContentHash(type, hash).isEmpty());
    }

    private static String sha256(Path path) throws IOException {
        try (var content = new DigestInputStream(Files.newInputStream(path), MessageDigest.getInstance("SHA-256"))) {
            content.transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(content.getMessageDigest().digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private void report(Path path, IngestOutcome outcome) {
        outcome.error()
                .ifPresentOrElse(
                        error -> LOG.warn(
                                "event=watch.refused file=\"{}\" code={} reason=\"{}\"",
                                path,
                                error.code().text(),
                                queue.words().of(error)),
                        () -> LOG.info("event=watch.taken file=\"{}\" status={}", path, outcome.status()));
    }

    /** Stops to watch, after the file that is being taken, for which it waits a moment. */
    @Override
    public void close() {
        closed.countDown();
        try {
            thread.join(STOP);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
