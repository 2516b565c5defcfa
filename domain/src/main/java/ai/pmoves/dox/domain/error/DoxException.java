package ai.pmoves.dox.domain.error;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A failure that the caller can act on.
 *
 * <p>The code is stable and listed in docs/error-codes.md. The message names the thing and the value, and never holds a
 * secret or the name of a command or setting; {@link #remedy} says what to do. Bugs are not {@code DoxException}s: they
 * stay {@link IllegalStateException} or {@link IllegalArgumentException}.
 */
public class DoxException extends RuntimeException {
    private final ErrorCode code;
    private final @Nullable Remedy remedy;

    public DoxException(ErrorCode code, String message) {
        this(code, Reason.of(message));
    }

    public DoxException(ErrorCode code, String message, @Nullable Throwable cause) {
        this(code, Reason.of(message), cause);
    }

    public DoxException(ErrorCode code, String message, Remedy remedy) {
        this(code, Reason.of(message, remedy));
    }

    public DoxException(ErrorCode code, Reason reason) {
        this(code, reason, null);
    }

    public DoxException(ErrorCode code, Reason reason, @Nullable Throwable cause) {
        super(reason.text(), cause);
        this.code = requireNonNull(code, "code");
        this.remedy = reason.remedy().orElse(null);
    }

    public ErrorCode code() {
        return code;
    }

    public FailureKind kind() {
        return code.kind();
    }

    /** What the caller can do about it; empty if nothing particular is known. */
    public Optional<Remedy> remedy() {
        return Optional.ofNullable(remedy);
    }

    /** The message and the remedy. */
    public Reason reason() {
        return new Reason(getMessage(), remedy());
    }

    /** The message without the remedy, which is never null here. */
    @Override
    public String getMessage() {
        return requireNonNull(super.getMessage());
    }
}
