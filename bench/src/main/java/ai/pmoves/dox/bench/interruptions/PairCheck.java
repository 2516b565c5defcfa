package ai.pmoves.dox.bench.interruptions;

import ai.pmoves.dox.bench.interruptions.PairPlan.Lead;
import ai.pmoves.dox.domain.rows.StoreTable;
import ai.pmoves.dox.domain.sync.Conflict;
import ai.pmoves.dox.testing.stores.load.ExpectedState;
import ai.pmoves.dox.testing.stores.load.ObserverThread;
import ai.pmoves.dox.testing.stores.load.WrittenRows;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * How a pair has to be when nobody writes to it any more: what waits goes over by itself, both stores hold the same but
 * for what was refused, and then that, too; all that was acknowledged is there, once, or kept as a conflict where there
 * can be one; and no row ever went back, in either store.
 */
final class PairCheck {
    private static final int FEWEST_WRITES = 20;

    private final Lead lead;
    private final PairEnds ends;
    private final RejectedRow poison;
    private final LatePost late;
    private final List<ExpectedState> owed;

    /** @param folder where what is owed is kept */
    PairCheck(Path folder, Lead lead, PairEnds ends, RejectedRow poison, LatePost late) throws IOException {
        this.lead = lead;
        this.ends = ends;
        this.poison = poison;
        this.late = late;
        this.owed = new ArrayList<>(ExpectedState.read(folder));
        this.owed.add(poison.owed());
    }

    /** @throws IllegalStateException if something is not as it should be, or if too little was written to tell */
    void requireAll(ObserverThread... lookers) throws InterruptedException {
        if (acknowledged() < FEWEST_WRITES) {
            throw new IllegalStateException("only %d writes were acknowledged".formatted(acknowledged()));
        }
        ends.drain();
        requireSame("rows are set aside", ends.setAside(), poison.keys());
        requireSame("rows differ", ends.differing(), poison.keys());
        if (!poison.keys().isEmpty()) {
            poison.mend();
            ends.drain();
            requireSame("rows are still set aside", ends.setAside(), Set.of());
            requireSame("rows still differ", ends.differing(), Set.of());
        }
        var met = rowsThatMet();
        requireExpected(met);
        for (var store : ends.stores()) {
            requireNone(store.name(), ExpectedState.differences(owed, store, rowsKept()));
        }
        for (var looker : lookers) {
            requireNone("a looker", looker.failures(met));
        }
    }

    /** The artifacts of which two versions have met. */
    private Set<String> rowsThatMet() {
        return ends.conflicts().stream()
                .filter(PairCheck::isOfArtifact)
                .map(conflict -> conflict.key().key())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Those of which what is owed is kept as a conflict. */
    private Set<String> rowsKept() {
        return ends.conflicts().stream()
                .filter(PairCheck::isOfArtifact)
                .filter(this::hasWhatIsOwed)
                .map(conflict -> conflict.key().key())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static boolean isOfArtifact(Conflict conflict) {
        return conflict.key().table() == StoreTable.ARTIFACTS;
    }

    private boolean hasWhatIsOwed(Conflict conflict) {
        var row = conflict.lostRow();
        return ExpectedState.isOwed(owed, conflict.key().key(), row == null ? null : WrittenRows.countOfRow(row));
    }

    /**
     * A device meets itself only in a queue: with a change that the shared store has made without saying so, or that
     * came late once more.
     */
    private void requireExpected(Set<String> met) {
        if (lead != Lead.HUB_OR_QUEUE) {
            requireNone("conflicts", ends.conflicts());
            return;
        }
        var unexpected = new TreeSet<>(met);
        unexpected.removeAll(late.rows());
        owed.forEach(ofWriter -> unexpected.removeAll(ofWriter.doubtfulRows()));
        requireNone("conflicts that nobody can explain", unexpected);
    }

    private static void requireSame(String what, Set<?> found, Set<?> expected) {
        if (!found.equals(expected)) {
            throw new IllegalStateException("%s: %s instead of %s".formatted(what, found, expected));
        }
    }

    private static void requireNone(String what, Collection<?> found) {
        if (!found.isEmpty()) {
            throw new IllegalStateException("%s: %d, %s".formatted(what, found.size(), found));
        }
    }

    private long acknowledged() {
        return owed.stream().mapToLong(ExpectedState::acknowledged).sum();
    }

    /** What was counted, by the words for it. */
    Map<String, Long> figures() {
        var figures = new LinkedHashMap<String, Long>();
        figures.put("writes acknowledged", acknowledged());
        figures.put(
                "writes whose outcome was not known",
                owed.stream().mapToLong(ExpectedState::unknown).sum());
        figures.put("changes that came late, once more", late.delivered());
        figures.put("rows that were refused, until that was mended", (long)
                poison.keys().size());
        figures.put("conflicts that were kept", (long) ends.conflicts().size());
        return figures;
    }
}
