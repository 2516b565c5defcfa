package ai.pmoves.dox.replication.pair;

import java.util.Locale;

/** The steps of a cutover, in their order. */
public enum CutoverStep {
    /** Both stores are reachable, and their roles were read. */
    BEGUN,
    /** The waiting rows are transferred. */
    CAUGHT_UP,
    /** All rows were compared. */
    COMPARED,
    /** Writes are held. */
    HELD,
    /** All rows that changed since are transferred and compared, and the other store has proved to take writes. */
    SETTLED,
    /** The demotion is written but not yet committed. */
    STEPPING_DOWN,
    /** The demotion is committed; for this moment there is no primary. */
    STEPPED_DOWN,
    /** The new primary takes writes, and the held ones continue there. */
    STEPPED_UP,
    /** All is done and recorded. */
    DONE;

    /** The step's name in the journal, for example {@code cutover.stepped-up}. */
    public String event() {
        return "cutover." + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
