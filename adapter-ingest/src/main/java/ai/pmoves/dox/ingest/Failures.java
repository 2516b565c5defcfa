package ai.pmoves.dox.ingest;

import ai.pmoves.dox.domain.Text;
import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.ErrorCode;
import org.jspecify.annotations.Nullable;

/** The refusals that every parser shares, worded in one place. */
final class Failures {
    private static final int MAX_MESSAGE_CHARS = 600;

    private Failures() {}

    static DoxException unreadable(String storedName, @Nullable Object why, @Nullable Throwable cause) {
        return of(ErrorCode.FILE_UNREADABLE, "Cannot read %s: %s".formatted(storedName, why), cause);
    }

    static DoxException unreadable(String storedName, String why) {
        return unreadable(storedName, why, null);
    }

    static DoxException of(ErrorCode code, String message) {
        return of(code, message, null);
    }

    static DoxException of(ErrorCode code, String message, @Nullable Throwable cause) {
        return new DoxException(code, Text.truncate(Text.clean(message), MAX_MESSAGE_CHARS), cause);
    }

    /** What a library said, on one line. */
    static String reason(Throwable failure) {
        var message = failure.getMessage();
        return message == null || message.isBlank()
                ? failure.getClass().getSimpleName()
                : message.strip().replaceAll("\\s+", " ");
    }
}
