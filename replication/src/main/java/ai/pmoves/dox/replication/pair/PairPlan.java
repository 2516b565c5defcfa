package ai.pmoves.dox.replication.pair;

import ai.pmoves.dox.domain.error.Reason;
import ai.pmoves.dox.replication.pair.PairState.Objection;
import java.util.Optional;

/**
 * The result that making a pair of two stores would have.
 *
 * @param primary the side that would take the writes; of a pair that is made, the one that does
 * @param epoch of a pair that is made; 0 otherwise
 * @param edgeRows how many rows the embedded store has, of all tables
 * @param hubRows how many the shared one has
 * @param behind how many rows the primary has that the secondary lacks, or has as they were before; as long as the rows
 *     have not been compared, 0
 * @param refusal why it is refused, and what can be done about it; empty if it is not
 */
public record PairPlan(
        State state, Primary primary, long epoch, long edgeRows, long hubRows, long behind, Optional<Reason> refusal) {

    /** Whether the two are a pair. */
    public enum State {
        /** They are no pair. */
        NEW,
        /** One store has recorded the pair, the other one has not yet. */
        HALF_MADE,
        MADE
    }

    /**
     * Reads both stores and changes neither.
     *
     * @param wanted the primary of a new pair
     * @param isCompared whether the rows of two filled stores are compared, which reads all of them
     */
    public static PairPlan of(PairCandidate edge, PairCandidate hub, Side wanted, boolean isCompared) {
        var pairState = new PairState(edge.role(), hub.role());
        var state = state(pairState);
        var primary = pairState.isNew() ? primaryOf(wanted) : pairState.primary();
        var objection = pairState.isNew() ? Optional.<Objection>empty() : objection(pairState, primary, wanted, edge);
        var refusal = objection.map(reason -> Pairing.refusal(reason, pairState, edge, hub));
        if (state == State.MADE) {
            return new PairPlan(state, primary, pairState.newest().epoch(), total(edge), total(hub), 0, refusal);
        }
        var check = primary == Primary.EDGE ? new PairingCheck(edge, hub) : new PairingCheck(hub, edge);
        long edgeRows = primary == Primary.EDGE ? check.totalOfPrimary() : check.totalOfSecondary();
        long hubRows = primary == Primary.EDGE ? check.totalOfSecondary() : check.totalOfPrimary();
        if (refusal.isPresent()) {
            return new PairPlan(state, primary, 0, edgeRows, hubRows, 0, refusal);
        }
        if (!isCompared) {
            return new PairPlan(state, primary, 0, edgeRows, hubRows, 0, check.objectionByCount());
        }
        var result = check.run();
        return new PairPlan(state, primary, 0, edgeRows, hubRows, result.behind(), result.objection());
    }

    private static long total(PairCandidate store) {
        return PairingCheck.total(store.count());
    }

    private static State state(PairState pairState) {
        if (pairState.isNew()) {
            return State.NEW;
        }
        return pairState.edge().isPaired() && pairState.hub().isPaired() ? State.MADE : State.HALF_MADE;
    }

    /** For an existing pair, its primary is the wanted one. */
    private static Optional<Objection> objection(
            PairState pairState, Primary primary, Side wanted, PairCandidate edge) {
        var hub = pairState.hub();
        boolean isMade = pairState.edge().isPaired() && hub.isPaired();
        return pairState.objection(
                isMade ? primary : primaryOf(wanted), edge.hasMet().test(hub.storeId()));
    }

    private static Primary primaryOf(Side wanted) {
        return wanted == Side.EDGE ? Primary.EDGE : Primary.HUB;
    }
}
