package ai.pmoves.dox.replication.pair;

import java.util.Locale;

/** What has been done of a switch, in its order. */
public enum CutoverStep {
    /** Both stores can be reached, and what they are was read. */
    BEGUN,
    /** The rows that waited are over. */
    CAUGHT_UP,
    /** All rows were compared. */
    COMPARED,
    /** Nobody can write any more. */
    HELD,
    /** All rows that changed since are over and were compared, and the other store has shown that it takes writes. */
    SETTLED,
    /** The old primary has noted that it is none any more, which nobody sees before it is committed. */
    STEPPING_DOWN,
    /** The old primary is none any more; nobody is, for this moment. */
    STEPPED_DOWN,
    /** The new primary takes writes, and those that were held go on there. */
    STEPPED_UP,
    /** All is done and recorded. */
    DONE;

    /** What the record calls it, for example {@code cutover.stepped-up}. */
    public String event() {
        return "cutover." + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
