package ai.pmoves.dox.application.sync;

/** Which store of a pair. */
public enum Side {
    /** The embedded one. */
    EDGE,
    /** The shared one. */
    HUB;

    public Side other() {
        return this == EDGE ? HUB : EDGE;
    }
}
