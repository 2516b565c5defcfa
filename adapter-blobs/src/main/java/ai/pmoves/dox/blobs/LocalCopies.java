package ai.pmoves.dox.blobs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The folder of copies of files that are in use. Safe for use by many threads, and processes. */
final class LocalCopies {
    private static final Logger LOG = LoggerFactory.getLogger(LocalCopies.class);
    private static final long SWEEP_NANOS = Duration.ofMinutes(10).toNanos();

    private final Home home;
    private final AtomicLong sweptAt = new AtomicLong(System.nanoTime());

    private LocalCopies(Home home) {
        this.home = home;
    }

    static LocalCopies open(Path folder) {
        var copies = new LocalCopies(Home.open(folder));
        Leftovers.sweepCopies(copies.home.path());
        return copies;
    }

    Path locate(String name) {
        return home.locate(name);
    }

    IncomingFile create() throws IOException {
        sweepFromTimeToTime();
        return IncomingFile.create(home.incoming());
    }

    private void sweepFromTimeToTime() {
        long now = System.nanoTime();
        long last = sweptAt.get();
        if (now - last > SWEEP_NANOS && sweptAt.compareAndSet(last, now)) {
            Leftovers.sweepCopies(home.path());
        }
    }

    /** Makes the file the copy of that name; returns where it is. */
    Path keep(String name, IncomingFile file) throws IOException {
        var target = home.prepare(name);
        file.moveTo(target);
        return target;
    }

    /**
     * Notes that the copy is in use, if there is one; returns whether. Its time of modification stays: to readers it is
     * the same file.
     */
    boolean use(Path copy) {
        try {
            var now = FileTime.from(Leftovers.now(home.incoming()));
            Files.getFileAttributeView(copy, BasicFileAttributeView.class).setTimes(null, now, null);
            return Files.isRegularFile(copy);
        } catch (IOException e) {
            return false; // not there, or not to be read: the file itself is somewhere else
        }
    }

    void remove(String name) {
        try {
            Files.deleteIfExists(home.locate(name));
        } catch (IOException e) {
            LOG.warn("event=blob.copy-kept name=\"{}\" reason=\"{}\"", name, Failures.reason(e));
        }
    }
}
