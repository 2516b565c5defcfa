package ai.pmoves.dox.replication.pair;

/** Whose writes count in a pair. */
public enum Primary {
    /** The embedded store of this pair. */
    EDGE("sqlite"),
    /** The shared store. */
    HUB("supabase"),
    /** Another embedded store of the same shared one, which has what that one writes. */
    ELSEWHERE("elsewhere");

    private final String text;

    Primary(String text) {
        this.text = text;
    }

    /** The name that logs and messages have for it. */
    @Override
    public String toString() {
        return text;
    }
}
