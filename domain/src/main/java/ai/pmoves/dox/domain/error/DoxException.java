package ai.pmoves.dox.domain.error;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * A failure that the caller can act on.
 *
 * <p>The code is stable and listed in docs/error-codes.md. The message names the thing, the value and what
 * to do, and never holds a secret. Bugs are not {@code DoxException}s: they stay
 * {@link IllegalStateException} or {@link IllegalArgumentException}.
 */
public class DoxException extends RuntimeException {
    private final ErrorCode code;

    public DoxException(ErrorCode code, String message) {
        this(code, message, null);
    }

    public DoxException(ErrorCode code, String message, @Nullable Throwable cause) {
        super(requireNonNull(message, "message"), cause);
        this.code = requireNonNull(code, "code");
    }

    public ErrorCode code() {
        return code;
    }

    public FailureKind kind() {
        return code.kind();
    }

    /** The message, which is never null here. */
    @Override
    public String getMessage() {
        return requireNonNull(super.getMessage());
    }
}
