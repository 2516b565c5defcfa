package ai.pmoves.dox.replication.cutover;

import ai.pmoves.dox.replication.pair.CutoverStep;
import ai.pmoves.dox.replication.parity.TableParity;

/** Receives cutover progress. Called by the cutover's thread, also while writes are held: it must return soon. */
public interface CutoverProgress {
    /** Ignores progress. */
    CutoverProgress NONE = new CutoverProgress() {};

    /** A step has been done. */
    default void done(CutoverStep step) {}

    /** A table has been compared. */
    default void compared(TableParity table) {}
}
