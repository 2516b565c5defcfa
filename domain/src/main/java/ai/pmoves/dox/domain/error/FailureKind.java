package ai.pmoves.dox.domain.error;

/** What a caller can do about a failure. HTTP status and exit code each derive from it in one place. */
public enum FailureKind {
    /** The input is wrong; the same call fails again. */
    INVALID,
    /** The thing that was named does not exist. */
    NOT_FOUND,
    /** Another caller changed it first, or it exists already. */
    CONFLICT,
    /** The caller may not do this. */
    FORBIDDEN,
    /** The input is larger than a limit that the operator can raise. */
    TOO_LARGE,
    /** This kind of file is not handled. */
    UNSUPPORTED,
    /** A store or service cannot be reached; a later try may succeed. */
    UNAVAILABLE,
    /** The environment or the stored data is broken; the operator has to act. */
    INTERNAL
}
