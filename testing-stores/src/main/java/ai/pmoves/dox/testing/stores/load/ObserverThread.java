package ai.pmoves.dox.testing.stores.load;

import ai.pmoves.dox.domain.Artifact;
import ai.pmoves.dox.domain.Id;
import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.ports.store.Pages;
import ai.pmoves.dox.ports.store.Store;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Looks, on a thread of its own, at what a store shows of the rows that writers write, be it behind: a row never goes
 * back to what it was before, and none that was removed comes again.
 *
 * <p>Thread-safe. The owner closes it before the store.
 */
public final class ObserverThread implements AutoCloseable {
    private static final long PAUSE_MILLIS = 20;

    private final Store store;
    private final boolean mayBeAway;
    private final Map<Id<Artifact>, Long> seen = new HashMap<>();
    private final Set<Id<Artifact>> gone = new HashSet<>();
    private final Queue<Failure> failures = new ConcurrentLinkedQueue<>();
    private final Thread thread = Thread.ofPlatform().name("looker").unstarted(this::run);
    private volatile boolean isOver;

    private record Failure(String row, String text) {}

    private ObserverThread(Store store, boolean mayBeAway) {
        this.store = store;
        this.mayBeAway = mayBeAway;
    }

    /** @param mayBeAway whether it is no failure if the store cannot be asked now and then */
    public static ObserverThread start(Store store, boolean mayBeAway) {
        var looker = new ObserverThread(store, mayBeAway);
        looker.thread.start();
        return looker;
    }

    private void run() {
        try {
            while (!isOver) {
                tryToLook();
                Thread.sleep(PAUSE_MILLIS);
            }
        } catch (RuntimeException | InterruptedException e) {
            failures.add(new Failure("", "looker: " + e));
        }
    }

    private void tryToLook() {
        try {
            look();
        } catch (DoxException e) {
            if (!mayBeAway || !e.code().isOfStoreAway()) {
                throw e;
            }
        }
    }

    private void look() {
        var counts = new HashMap<Id<Artifact>, Long>();
        for (var artifact : Pages.all(store.artifacts()::list)) {
            counts.put(artifact.id(), WrittenRows.count(artifact));
        }
        counts.forEach((id, count) -> {
            if (seen.getOrDefault(id, 0L) > count) {
                failed(id, "%s went back from %d to %d".formatted(id, seen.get(id), count));
            }
            if (gone.contains(id)) {
                failed(id, "%s came back".formatted(id));
            }
        });
        seen.keySet().stream().filter(id -> !counts.containsKey(id)).forEach(gone::add);
        seen.putAll(counts);
    }

    private void failed(Id<Artifact> row, String text) {
        failures.add(new Failure(row.value(), text));
    }

    /** What went wrong so far, but for these artifacts. */
    public List<String> failures(Set<String> exceptRows) {
        var texts = new ArrayList<String>();
        for (var failure : failures) {
            if (!exceptRows.contains(failure.row())) {
                texts.add(failure.text());
            }
        }
        return texts;
    }

    /** Ends it, and waits until it has ended. */
    @Override
    public void close() {
        isOver = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
