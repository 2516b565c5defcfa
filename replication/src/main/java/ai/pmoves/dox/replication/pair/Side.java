package ai.pmoves.dox.replication.pair;

/** A store of a pair. */
public enum Side {
    /** The embedded one. */
    EDGE("sqlite"),
    /** The shared one. */
    HUB("supabase");

    private final String text;

    Side(String text) {
        this.text = text;
    }

    /** Its name in logs and messages. */
    @Override
    public String toString() {
        return text;
    }

    public Side other() {
        return this == EDGE ? HUB : EDGE;
    }
}
