package ai.pmoves.dox.bench.interruptions;

import ai.pmoves.dox.bench.interruptions.PairPlan.Lead;
import ai.pmoves.dox.domain.Artifact;
import ai.pmoves.dox.domain.Fact;
import ai.pmoves.dox.domain.Id;
import ai.pmoves.dox.domain.rows.StoreTable;
import ai.pmoves.dox.domain.sync.RowKey;
import ai.pmoves.dox.ports.store.Store;
import ai.pmoves.dox.replication.pair.Side;
import ai.pmoves.dox.testing.stores.load.ExpectedState;
import ai.pmoves.dox.testing.stores.load.WrittenRows;
import java.util.List;
import java.util.Set;

/** A row that the other store refuses until that is mended, and one below it. Not thread-safe. */
final class RejectedRow {
    private static final Id<Artifact> ROW = Id.of("poison");
    private static final Id<Fact> BELOW = Id.of("below-the-poison");

    private final PairEnds ends;
    private final Lead lead;
    private final Side refuses;
    private final ExpectedState owed = ExpectedState.nothing();
    private boolean isThere;

    RejectedRow(PairEnds ends, Lead lead) {
        this.ends = ends;
        this.lead = lead;
        this.refuses = lead == Lead.HUB ? Side.EDGE : Side.HUB; // what is queued goes to the shared store
    }

    /** Has the row written, by a process that is offline where it could not be written otherwise. */
    void plant() {
        if (refuses == Side.HUB) {
            ends.changeHub("alter table public.artifacts add constraint no_poison check (id <> 'poison')");
        } else {
            ends.changeEdge("create trigger no_poison before insert on artifacts when new.id = 'poison'"
                    + " begin select raise(abort, 'poisoned'); end");
        }
        var edge = ends.pair().edge();
        switch (lead) {
            case EDGE -> edge.store().unitOfWork().run(() -> write(edge.store()));
            case HUB -> {
                var hub = ends.pair().hub().store();
                hub.unitOfWork().run(() -> write(hub));
            }
            case HUB_OR_QUEUE -> edge.sync().writingOffline(() -> write(edge.store()));
        }
        owed.added(ROW, List.of(BELOW));
        isThere = true;
    }

    private static boolean write(Store store) {
        store.artifacts().add(WrittenRows.artifact(ROW, "poison"));
        store.facts().addAll(List.of(WrittenRows.fact(BELOW, ROW, "poison")));
        return true;
    }

    /** The rows that are refused. */
    Set<RowKey> keys() {
        return isThere
                ? Set.of(new RowKey(StoreTable.ARTIFACTS, ROW.value()), new RowKey(StoreTable.FACTS, BELOW.value()))
                : Set.of();
    }

    /** What is owed to whoever wrote it. */
    ExpectedState owed() {
        return owed;
    }

    /** Has it refused no more, and tried again. */
    void mend() {
        if (refuses == Side.HUB) {
            ends.changeHub("alter table public.artifacts drop constraint no_poison");
        } else {
            ends.changeEdge("drop trigger no_poison");
        }
        ends.pair().edge().sync().retry(List.of());
    }
}
