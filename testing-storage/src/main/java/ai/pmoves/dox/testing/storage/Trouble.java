package ai.pmoves.dox.testing.storage;

/**
 * What goes wrong with a request.
 *
 * @param status of an answer as the protocol means it, 0 if there is another kind of trouble
 * @param message of that answer
 */
public record Trouble(Kind kind, int status, String message) {
    enum Kind {
        NONE,
        ANSWER,
        GATEWAY,
        HANG_UP,
        NO_ANSWER,
        LOSE_ANSWER,
        CUT_OFF,
        STALL,
        SLOW
    }

    static final Trouble NONE = of(Kind.NONE);

    /** The connection is closed before the body of the request is read. */
    public static final Trouble HANG_UP = of(Kind.HANG_UP);

    /** Nothing is done and nothing answered. */
    public static final Trouble NO_ANSWER = of(Kind.NO_ANSWER);

    /** What was asked is done, and the connection closed instead of an answer. */
    public static final Trouble LOSE_ANSWER = of(Kind.LOSE_ANSWER);

    /** The connection is closed in the middle of the answer. */
    public static final Trouble CUT_OFF = of(Kind.CUT_OFF);

    /** Nothing follows after the first half of the answer. */
    public static final Trouble STALL = of(Kind.STALL);

    /** The answer comes in twenty parts, a tenth of a second apart. */
    public static final Trouble SLOW = of(Kind.SLOW);

    private static Trouble of(Kind kind) {
        return new Trouble(kind, 0, "");
    }

    /** Storage answers with an error. */
    public static Trouble answer(int status, String message) {
        return new Trouble(Kind.ANSWER, status, message);
    }

    /** What stands before Storage answers with an error, by a page and the real status. */
    public static Trouble gateway(int status) {
        return new Trouble(Kind.GATEWAY, status, "<html>gateway</html>");
    }
}
