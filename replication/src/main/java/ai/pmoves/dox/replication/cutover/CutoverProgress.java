package ai.pmoves.dox.replication.cutover;

import ai.pmoves.dox.replication.pair.CutoverStep;
import ai.pmoves.dox.replication.parity.TableParity;

/** Hears how far a switch has come. Called by the thread that switches, also while writes are held: it returns soon. */
public interface CutoverProgress {
    /** Hears nothing. */
    CutoverProgress NONE = new CutoverProgress() {};

    /** A step has been done. */
    default void done(CutoverStep step) {}

    /** A table has been compared. */
    default void compared(TableParity table) {}
}
