package ai.pmoves.dox.replication.pair;

/** Which store of a pair. */
public enum Side {
    /** The embedded one. */
    EDGE("sqlite"),
    /** The shared one. */
    HUB("supabase");

    private final String text;

    Side(String text) {
        this.text = text;
    }

    /** The name that logs and messages have for it. */
    @Override
    public String toString() {
        return text;
    }

    public Side other() {
        return this == EDGE ? HUB : EDGE;
    }
}
