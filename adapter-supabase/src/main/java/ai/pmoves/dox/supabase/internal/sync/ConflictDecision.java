package ai.pmoves.dox.supabase.internal.sync;

import ai.pmoves.dox.domain.sync.RowChange;
import ai.pmoves.dox.domain.sync.Version;

/** The outcome of a change, given the shared store's state of its row. */
enum ConflictDecision {
    /** The store has it already, or a later state of it. */
    KNOWN,
    /** The change is based on this state. */
    FOLLOWS,
    /** Both changed; the incoming change wins. */
    WINS,
    /** Both changed; the state here wins. */
    LOSES,
    /** The store had it, and another store based the state here on it. */
    SUPERSEDED;

    boolean isWritten() {
        return this == FOLLOWS || this == WINS;
    }

    /** Whether the sender has to take the state here. */
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
        boolean isOfOneStore =
                change.version().device().equals(here.device()); // which based it on its own earlier state
        boolean isRemovedByBoth = change.isRemoval() && isRemoved; // and nothing was lost
        if (isOfOneStore || isRemovedByBoth) {
            return isGreater ? FOLLOWS : KNOWN;
        }
        return isGreater ? WINS : LOSES;
    }
}
