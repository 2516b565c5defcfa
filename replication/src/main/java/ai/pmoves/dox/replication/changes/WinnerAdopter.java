package ai.pmoves.dox.replication.changes;

import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.domain.rows.StoreTable;
import ai.pmoves.dox.domain.sync.RowChange;
import ai.pmoves.dox.domain.sync.RowKey;
import ai.pmoves.dox.domain.sync.Version;
import ai.pmoves.dox.replication.delivery.RowApplier.Rejected;
import ai.pmoves.dox.replication.pair.Edge;
import ai.pmoves.dox.replication.pair.Hub;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;

/** Replaces rows of an edge with the versions that won a conflict at the hub. Not thread-safe. */
final class WinnerAdopter {
    private final Edge edge;
    private final PullApplier intake;
    private final DeadLetters setAside;

    WinnerAdopter(Edge edge, Hub hub) {
        this.edge = edge;
        this.intake = new PullApplier(edge, hub);
        this.setAside = new DeadLetters(edge, hub);
    }

    /** A change that the edge has sent, and its winner. */
    record Lost(RowChange sent, RowChange winner) {}

    /**
     * Applies the winners. A winner that removes a row has to wait while children of that row are in the outbox, so the
     * row stays there, too; returns how many do.
     */
    int to(List<Lost> lost) {
        var sent = new HashMap<RowKey, RowChange>();
        var versions = new HashMap<RowKey, Version>();
        for (var one : lost) {
            sent.put(one.sent().key(), one.sent());
            versions.put(one.sent().key(), one.sent().version());
        }
        int waiting = 0;
        for (var winners : steps(lost)) {
            try {
                var rejected = intake.applier(some -> edge.sync().yield(some, versions))
                        .apply(winners);
                setAside.pushed(rejected.stream()
                        .map(one ->
                                new Rejected<>(sent.getOrDefault(one.carrier().key(), one.carrier()), reason(one)))
                        .toList());
            } catch (DoxException e) {
                if (e.code() != ErrorCode.STORE_BUSY) {
                    throw e;
                }
                waiting += winners.size();
            }
        }
        return waiting;
    }

    private static String reason(Rejected<RowChange> rejected) {
        return "The shared store's row counts, and is refused here: " + rejected.reason();
    }

    /** Winners that can be applied without the following ones. */
    private static Collection<List<RowChange>> steps(List<Lost> lost) {
        record Step(StoreTable table, boolean isRemoval) {}
        var steps = new LinkedHashMap<Step, List<RowChange>>();
        for (var winner : ParentsFirst.sorted(lost.stream().map(Lost::winner).toList())) {
            steps.computeIfAbsent(new Step(winner.key().table(), winner.isRemoval()), step -> new ArrayList<>())
                    .add(winner);
        }
        return steps.values();
    }
}
