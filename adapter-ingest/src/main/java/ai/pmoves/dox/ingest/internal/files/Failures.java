package ai.pmoves.dox.ingest.internal.files;

import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.domain.error.Reason;
import ai.pmoves.dox.domain.error.Remedy;
import ai.pmoves.dox.domain.text.Text;
import org.jspecify.annotations.Nullable;

/** The refusals that every parser shares, worded in one place. */
public final class Failures {
    private static final int MAX_MESSAGE_CHARS = 600;

    private Failures() {}

    public static DoxException unreadable(String storedName, @Nullable Object why, @Nullable Throwable cause) {
        return of(ErrorCode.FILE_UNREADABLE, "Cannot read %s: %s".formatted(storedName, why), cause);
    }

    public static DoxException unreadable(String storedName, String why) {
        return unreadable(storedName, why, null);
    }

    public static DoxException of(ErrorCode code, String message) {
        return new DoxException(code, cut(message));
    }

    public static DoxException of(ErrorCode code, String message, Remedy remedy) {
        return new DoxException(code, cut(message), remedy);
    }

    public static DoxException of(ErrorCode code, String message, @Nullable Throwable cause) {
        return new DoxException(code, cut(message), cause);
    }

    public static DoxException of(ErrorCode code, Reason reason, Throwable cause) {
        return new DoxException(code, new Reason(cut(reason.text()), reason.remedy()), cause);
    }

    private static String cut(String message) {
        return Text.truncate(Text.clean(message), MAX_MESSAGE_CHARS);
    }

    /** What a library said, on one line. */
    public static String reason(Throwable failure) {
        var message = failure.getMessage();
        return message == null || message.isBlank()
                ? failure.getClass().getSimpleName()
                : message.strip().replaceAll("\\s+", " ");
    }
}
