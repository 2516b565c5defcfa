package ai.pmoves.dox.app.access;

/** Who calls, as far as the request proves it. */
public sealed interface Caller {

    /** Neither a key nor a token. */
    record Nobody() implements Caller {}

    /** A good key, or a good token. */
    record Known(Role role) implements Caller {}

    /** A good token of a user that it does not name. */
    record Unnamed() implements Caller {}

    /**
     * A key or a token that is not good, or not any more.
     *
     * @param reason for the log; nothing of the token is in it that was not verified
     */
    record Refused(String reason) implements Caller {}

    /**
     * A token that may be good: the keys to verify it with cannot be had at the moment.
     *
     * @param reason for the log
     */
    record Unverifiable(String reason) implements Caller {}
}
