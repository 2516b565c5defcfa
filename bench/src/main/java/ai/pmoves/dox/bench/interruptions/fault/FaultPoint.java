package ai.pmoves.dox.bench.interruptions.fault;

/** When it happens. */
public enum FaultPoint {
    /** Between two commits, most often within a batch of rows. */
    IN_BATCH("within a batch"),
    /** A COMMIT was sent that the server never gets. */
    BEFORE_COMMIT("a COMMIT was sent and had not arrived"),
    /** The server has committed, and the client does not know. */
    AFTER_COMMIT("it was committed and not yet answered");

    private final String text;

    FaultPoint(String text) {
        this.text = text;
    }

    public String text() {
        return text;
    }
}
