package ai.pmoves.dox.testing.stores.load;

import ai.pmoves.dox.domain.Artifact;
import ai.pmoves.dox.domain.ArtifactStatus;
import ai.pmoves.dox.domain.Fact;
import ai.pmoves.dox.domain.Id;
import ai.pmoves.dox.domain.Json;
import ai.pmoves.dox.ports.store.Pages;
import ai.pmoves.dox.ports.store.Store;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Threads that add, change and remove rows of a store for as long as they are let, each its own rows, and see that the
 * store always has what it has acknowledged to them. Nothing may fail, however long it takes.
 */
public final class Writers implements AutoCloseable {
    private static final int ROWS_OF_A_WRITER = 12;

    private final Store store;
    private final List<Owed> owed = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();
    private final AtomicLong longestCall = new AtomicLong();
    private volatile boolean isOver;

    private Writers(Store store) {
        this.store = store;
    }

    /** Starts them; the caller closes them before the store. */
    public static Writers start(Store store, int count, long seed) {
        var writers = new Writers(store);
        for (int i = 0; i < count; i++) {
            var owed = new Owed();
            var writer = writers.new Writer("w" + i, owed, new Random(seed + i));
            writers.owed.add(owed);
            writers.threads.add(Thread.ofPlatform().name("writer-" + i).start(writer));
        }
        return writers;
    }

    /**
     * Has somebody look at what a store shows of the rows meanwhile, be it behind: a row never goes back to what it was
     * before, and none that was removed comes again.
     */
    public void watch(Store looker) {
        threads.add(Thread.ofPlatform().name("looker").start(new Looker(looker)));
    }

    /** How long the longest write took. */
    public Duration longestCall() {
        return Duration.ofNanos(longestCall.get());
    }

    /** How many writes have been acknowledged, when they are over. */
    public long acknowledged() {
        return owed.stream().mapToLong(Owed::acknowledged).sum();
    }

    /** What went wrong so far. */
    public List<String> failures() {
        return List.copyOf(failures);
    }

    /** Ends them, and waits until they have ended. */
    @Override
    public void close() {
        isOver = true;
        for (var thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted", e);
            }
        }
    }

    /** What a store, which nobody writes to any more, has other than what was acknowledged. */
    public List<String> differences(Store other) {
        var differences = new ArrayList<String>();
        var counts = new HashMap<Id<Artifact>, Long>();
        for (var artifact : Pages.all(other.artifacts()::list)) {
            if (counts.put(artifact.id(), count(artifact)) != null) {
                differences.add("%s is there twice".formatted(artifact.id()));
            }
        }
        var facts = new HashMap<Id<Artifact>, Set<Id<Fact>>>();
        for (var fact : Pages.all(page -> other.facts().list(Optional.empty(), Optional.empty(), page))) {
            if (!facts.computeIfAbsent(fact.artifactId(), id -> new HashSet<>()).add(fact.id())) {
                differences.add("fact %s is there twice".formatted(fact.id()));
            }
        }
        for (var writer : owed) {
            writer.rows().forEach((id, row) -> {
                var count = counts.remove(id);
                if (count == null || count != row.count()) {
                    differences.add("%s was changed %d times, and shows %s".formatted(id, row.count(), count));
                }
                var found = facts.getOrDefault(id, Set.of());
                if (!found.equals(row.facts())) {
                    differences.add("%s has %d facts instead of %d"
                            .formatted(id, found.size(), row.facts().size()));
                }
            });
        }
        counts.keySet().forEach(id -> differences.add("%s was removed, or never acknowledged".formatted(id)));
        return differences;
    }

    private static long count(Artifact artifact) {
        return artifact.extras() != null && artifact.extras().asObject().get("count") instanceof Long count
                ? count
                : -1;
    }

    /** Writes its own rows. */
    private final class Writer implements Runnable {
        private final String name;
        private final Owed owed;
        private final Random random;
        private int ids;

        Writer(String name, Owed owed, Random random) {
            this.name = name;
            this.owed = owed;
            this.random = random;
        }

        @Override
        public void run() {
            try {
                while (!isOver) {
                    long begin = System.nanoTime();
                    write();
                    longestCall.accumulateAndGet(System.nanoTime() - begin, Math::max);
                }
            } catch (RuntimeException e) {
                failures.add("%s: %s".formatted(name, e));
            }
        }

        private void write() {
            var ids = List.copyOf(owed.rows().keySet());
            if (ids.size() < ROWS_OF_A_WRITER) {
                add();
                return;
            }
            var id = ids.get(random.nextInt(ids.size()));
            int dice = random.nextInt(100);
            if (dice < 75) {
                change(id);
            } else if (dice < 95) {
                addFacts(id);
            } else {
                store.artifacts().remove(id);
                owed.removed(id);
            }
        }

        private void add() {
            var id = Id.<Artifact>of("%s-%d".formatted(name, ids++));
            store.artifacts()
                    .add(new Artifact(
                            id,
                            name,
                            "uploads/" + id,
                            ".csv",
                            "",
                            ArtifactStatus.PROCESSED,
                            null,
                            extras(0),
                            null,
                            null,
                            1));
            owed.added(id);
        }

        private void change(Id<Artifact> id) {
            var now = store.artifacts().find(id);
            long count = owed.rows().get(id).count();
            if (now.isEmpty() || count(now.get()) != count) {
                failures.add("%s was changed %d times, and shows %s".formatted(id, count, now));
            }
            store.artifacts().update(now.orElseThrow().withExtras(extras(count + 1)));
            owed.changed(id, count + 1);
        }

        /** Two in one transaction. */
        private void addFacts(Id<Artifact> id) {
            var one = fact(id);
            var other = fact(id);
            store.unitOfWork().run(() -> {
                store.facts().addAll(List.of(one));
                store.facts().addAll(List.of(other));
            });
            owed.factAdded(id, one.id());
            owed.factAdded(id, other.id());
        }

        private Fact fact(Id<Artifact> id) {
            return new Fact(Id.of("%s-fact-%d".formatted(id, ids++)), id, "", name, Json.emptyObject(), null);
        }

        private Json extras(long count) {
            return Json.of(Map.of("count", count));
        }
    }

    /** Only looks. */
    private final class Looker implements Runnable {
        private final Store looker;
        private final Map<Id<Artifact>, Long> seen = new HashMap<>();
        private final Set<Id<Artifact>> gone = new HashSet<>();

        Looker(Store looker) {
            this.looker = looker;
        }

        @Override
        public void run() {
            try {
                while (!isOver) {
                    look();
                }
            } catch (RuntimeException e) {
                failures.add("looker: " + e);
            }
        }

        private void look() {
            var counts = new HashMap<Id<Artifact>, Long>();
            for (var artifact : Pages.all(looker.artifacts()::list)) {
                counts.put(artifact.id(), count(artifact));
            }
            counts.forEach((id, count) -> {
                if (seen.getOrDefault(id, 0L) > count) {
                    failures.add("%s went back from %d to %d".formatted(id, seen.get(id), count));
                }
                if (gone.contains(id)) {
                    failures.add("%s came back".formatted(id));
                }
            });
            seen.keySet().stream().filter(id -> !counts.containsKey(id)).forEach(gone::add);
            seen.putAll(counts);
        }
    }
}
