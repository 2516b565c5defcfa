package ai.pmoves.dox.supabase;

import ai.pmoves.dox.domain.sync.RowChange;
import ai.pmoves.dox.domain.sync.Version;

/** What becomes of a change that meets the state that the shared store has of its row. */
enum Meeting {
    /** The store has it already. */
    KNOWN,
    /** The change was made of this state. */
    FOLLOWS,
    /** Both changed; the one that comes counts. */
    WINS,
    /** Both changed; the one that is here counts. */
    LOSES;

    /** @param isRemoved whether the state here is a removal */
    static Meeting of(RowChange change, Version here, boolean isRemoved) {
        if (change.version().equals(here)) {
            return KNOWN;
        }
        if (change.base().equals(here)) {
            return FOLLOWS;
        }
        boolean isGreater = change.version().compareTo(here) > 0;
        if (change.isRemoval() && isRemoved) {
            return isGreater ? FOLLOWS : KNOWN; // both removed it, and nothing was lost
        }
        return isGreater ? WINS : LOSES;
    }
}
