package ai.pmoves.dox.application.sync;

/** Whose writes count in a pair. */
public enum Primary {
    /** The embedded store of this pair. */
    EDGE,
    /** The shared store. */
    HUB,
    /** Another embedded store of the same shared one, which has what that one writes. */
    ELSEWHERE
}
