package ai.pmoves.dox.supabase.internal.sync;

import ai.pmoves.dox.domain.sync.RowChange;
import ai.pmoves.dox.domain.sync.Version;

/** What becomes of a change that meets the state that the shared store has of its row. */
enum ConflictDecision {
    /** The store has it already, or what came after it. */
    KNOWN,
    /** The change was made of this state. */
    FOLLOWS,
    /** Both changed; the one that comes counts. */
    WINS,
    /** Both changed; the one that is here counts. */
    LOSES,
    /** The store had it, and another store knew it when it made what is here. */
    SUPERSEDED;

    boolean isWritten() {
        return this == FOLLOWS || this == WINS;
    }

    /** Whether the sender has to take what is here. */
    boolean isOvertaken() {
        return this == LOSES || this == SUPERSEDED;
    }

    /** @param isRemoved whether the state here is a removal */
    static ConflictDecision of(RowChange change, Version here, boolean isRemoved) {
        if (change.version().equals(here)) {
            return KNOWN;
        }
        if (change.base().equals(here)) {
            return FOLLOWS;
        }
        boolean isGreater = change.version().compareTo(here) > 0;
        boolean isOfOneStore = change.version().device().equals(here.device()); // which knew what it had made before
        boolean isRemovedByBoth = change.isRemoval() && isRemoved; // and nothing was lost
        if (isOfOneStore || isRemovedByBoth) {
            return isGreater ? FOLLOWS : KNOWN;
        }
        return isGreater ? WINS : LOSES;
    }
}
