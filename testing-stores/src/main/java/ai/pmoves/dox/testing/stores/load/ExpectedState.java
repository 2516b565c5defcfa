package ai.pmoves.dox.testing.stores.load;

import ai.pmoves.dox.domain.Artifact;
import ai.pmoves.dox.domain.Fact;
import ai.pmoves.dox.domain.Id;
import ai.pmoves.dox.ports.store.Pages;
import ai.pmoves.dox.ports.store.Store;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a store owes one writer: what it has acknowledged to it, and what it may have besides, where the writer has not
 * learned whether it was written. Kept in a file, it survives the writer's process.
 *
 * <p>Not thread-safe; others read it when that has ended.
 */
public final class ExpectedState {
    private final Map<Id<Artifact>, Row> rows = new TreeMap<>();
    private final Set<String> doubtful = new TreeSet<>();
    private final @Nullable OperationLog ledger;
    private @Nullable Write open;
    private long begun;
    private long acknowledged;
    private long unknown;

    /** How a write ended. */
    enum Outcome {
        DONE,
        /** The store says that nothing was written. */
        UNDONE,
        /** All of it was written, or nothing. */
        UNKNOWN
    }

    /** A row that is there, or may be. */
    static final class Row {
        private boolean isCertain = true;
        private long count;
        private long highestCount;
        private final Set<Id<Fact>> facts = new HashSet<>();
        private final List<Set<Id<Fact>>> possibleFacts = new ArrayList<>();

        /** How often it was changed, as far as that is certain. */
        long count() {
            return count;
        }

        /** Whether it may have been changed so often. */
        boolean mayShow(long changes) {
            return count <= changes && changes <= highestCount;
        }

        private boolean mayHave(Set<Id<Fact>> found) {
            var rest = new HashSet<>(found);
            if (!rest.containsAll(facts)) {
                return false;
            }
            rest.removeAll(facts);
            possibleFacts.stream().filter(rest::containsAll).forEach(rest::removeAll); // they come together or not
            return rest.isEmpty();
        }
    }

    private ExpectedState(@Nullable OperationLog ledger) {
        this.ledger = ledger;
    }

    /** Nothing yet, and it goes with this process. */
    public static ExpectedState nothing() {
        return new ExpectedState(null);
    }

    /**
     * What a file says is owed, which is written on from now on. A write that an earlier process began, and of which
     * nothing else is known, may have been done.
     */
    static ExpectedState in(Path file) throws IOException {
        return resumed(file, OperationLog.open(file));
    }

    /** What the files of writers say is owed to them, who write no more. */
    public static List<ExpectedState> read(Path folder) throws IOException {
        var all = new ArrayList<ExpectedState>();
        for (var file : OperationLog.in(folder)) {
            all.add(resumed(file, null));
        }
        return all;
    }

    private static ExpectedState resumed(Path file, @Nullable OperationLog ledger) throws IOException {
        var owed = new ExpectedState(ledger);
        owed.replay(OperationLog.read(file));
        if (owed.open != null) {
            owed.end(Outcome.UNKNOWN);
        }
        return owed;
    }

    private void replay(List<String> lines) {
        for (var line : lines) {
            if (open == null) {
                opened(Write.parse(line));
            } else {
                ended(Outcome.valueOf(line));
            }
        }
    }

    /** Says what is about to be written, before it is. */
    void begin(Write write) {
        note(write.text());
        opened(write);
    }

    /** Says what has become of it. */
    void end(Outcome outcome) {
        note(outcome.name());
        ended(outcome);
    }

    private void note(String line) {
        if (ledger != null) {
            ledger.add(line);
        }
    }

    private void opened(Write write) {
        open = write;
        begun++;
    }

    private void ended(Outcome outcome) {
        var write = open;
        if (write == null) {
            throw new IllegalStateException("nothing was begun");
        }
        open = null;
        switch (outcome) {
            case DONE -> {
                acknowledged++;
                done(write);
            }
            case UNKNOWN -> {
                unknown++;
                maybeDone(write);
            }
            case UNDONE -> {}
        }
    }

    /** Records a row that another writer added. */
    public void added(Id<Artifact> row, Collection<Id<Fact>> facts) {
        done(Write.add(row));
        done(Write.addFacts(row, List.copyOf(facts)));
    }

    private void done(Write write) {
        switch (write.kind()) {
            case ADD -> rows.put(write.row(), new Row());
            case CHANGE -> {
                rows.get(write.row()).count = write.count();
                rows.get(write.row()).highestCount = write.count();
            }
            case ADD_FACTS -> rows.get(write.row()).facts.addAll(write.facts());
            case REMOVE -> rows.remove(write.row());
        }
    }

    private void maybeDone(Write write) {
        doubtful.add(write.row().value());
        switch (write.kind()) {
            case ADD -> {
                rows.put(write.row(), new Row());
                rows.get(write.row()).isCertain = false;
            }
            case CHANGE -> rows.get(write.row()).highestCount = write.count();
            case ADD_FACTS -> rows.get(write.row()).possibleFacts.add(Set.copyOf(write.facts()));
            case REMOVE -> rows.get(write.row()).isCertain = false;
        }
    }

    /** The rows that are there for certain. */
    List<Id<Artifact>> certainRows() {
        return rows.keySet().stream().filter(id -> rows.get(id).isCertain).toList();
    }

    /** @param id of a row that is there, or may be */
    Row row(Id<Artifact> id) {
        return rows.get(id);
    }

    /** How many writes have been begun, by all processes. */
    long begun() {
        return begun;
    }

    /** How many writes have been acknowledged. */
    public long acknowledged() {
        return acknowledged;
    }

    /** Of how many writes it is not known whether they were done. */
    public long unknown() {
        return unknown;
    }

    /** The rows that such writes were of. */
    public Set<String> doubtfulRows() {
        return Set.copyOf(doubtful);
    }

    /**
     * Whether this is what is owed of a row of somebody among them.
     *
     * @param count how often it was changed; null if it is not there
     */
    public static boolean isOwed(Collection<ExpectedState> owed, String row, @Nullable Long count) {
        var id = Id.<Artifact>of(row);
        return owed.stream().allMatch(ofWriter -> {
            var had = ofWriter.rows.get(id);
            return had == null || (count == null ? !had.isCertain : had.mayShow(count));
        });
    }

    /**
     * What a store, which nobody writes to any more, has other than what is owed.
     *
     * @param exceptRows artifacts that may differ
     */
    public static List<String> differences(Collection<ExpectedState> owed, Store store, Set<String> exceptRows) {
        var differences = new ArrayList<String>();
        var counts = counts(store, differences);
        var facts = facts(store, differences);
        for (var ofWriter : owed) {
            ofWriter.rows.forEach((id, row) -> {
                var count = counts.remove(id);
                if (!exceptRows.contains(id.value())) {
                    compare(id, row, count, facts.getOrDefault(id, Set.of()), differences);
                }
            });
        }
        counts.keySet().stream()
                .filter(id -> !exceptRows.contains(id.value()))
                .forEach(id -> differences.add("%s was removed, or never acknowledged".formatted(id)));
        return differences;
    }

    private static void compare(
            Id<Artifact> id, Row row, @Nullable Long count, Set<Id<Fact>> facts, List<String> differences) {
        if (count == null) {
            if (row.isCertain) {
                differences.add("%s is not there".formatted(id));
            }
            return;
        }
        if (!row.mayShow(count)) {
            differences.add("%s was changed %d times, and shows %d".formatted(id, row.count(), count));
        }
        if (!row.mayHave(facts)) {
            differences.add("%s has the facts %s instead of %s and maybe some of %s"
                    .formatted(id, facts, row.facts, row.possibleFacts));
        }
    }

    private static Map<Id<Artifact>, Long> counts(Store store, List<String> differences) {
        var counts = new HashMap<Id<Artifact>, Long>();
        for (var artifact : Pages.all(store.artifacts()::list)) {
            if (counts.put(artifact.id(), WrittenRows.count(artifact)) != null) {
                differences.add("%s is there twice".formatted(artifact.id()));
            }
        }
        return counts;
    }

    private static Map<Id<Artifact>, Set<Id<Fact>>> facts(Store store, List<String> differences) {
        var facts = new HashMap<Id<Artifact>, Set<Id<Fact>>>();
        for (var fact : Pages.all(page -> store.facts().list(Optional.empty(), Optional.empty(), page))) {
            if (!facts.computeIfAbsent(fact.artifactId(), id -> new HashSet<>()).add(fact.id())) {
                differences.add("fact %s is there twice".formatted(fact.id()));
            }
        }
        return facts;
    }
}
