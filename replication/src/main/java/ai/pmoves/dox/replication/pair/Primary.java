package ai.pmoves.dox.replication.pair;

/** The store of a pair that takes writes. */
public enum Primary {
    /** The embedded store of this pair. */
    EDGE("sqlite"),
    /** The shared store. */
    HUB("supabase"),
    /** Another embedded store, which replicates to the same shared one. */
    ELSEWHERE("elsewhere");

    private final String text;

    Primary(String text) {
        this.text = text;
    }

    /** Its name in logs and messages. */
    @Override
    public String toString() {
        return text;
    }
}
