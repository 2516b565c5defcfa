package ai.pmoves.dox.app.http;

import java.io.EOFException;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.HttpException;

/** Tells requests that cannot be read (too large, cut off, malformed) from bugs, by what the server threw. */
final class UnreadableRequest {
    private static final int DEPTH = 8;

    private UnreadableRequest() {}

    /** The status for the failure, or empty if it is a bug. */
    static Optional<Integer> statusOf(Throwable failure) {
        var cause = failure;
        for (int i = 0; i < DEPTH && cause != null; i++) {
            if (cause instanceof HttpException http) {
                return Optional.of(http.getCode());
            }
            if (isTooLarge(cause)) {
                return Optional.of(413);
            }
            if (cause instanceof EOFException || cause instanceof TimeoutException) {
                return Optional.of(400);
            }
            cause = cause.getCause();
        }
        return isMultipart(failure) ? Optional.of(400) : Optional.empty();
    }

    private static boolean isTooLarge(Throwable cause) {
        var message = String.valueOf(cause.getMessage());
        return cause instanceof IllegalStateException
                && (message.contains("max length exceeded") || message.contains("max file size exceeded"));
    }

    private static boolean isMultipart(Throwable failure) {
        for (var frame : failure.getStackTrace()) {
            if (frame.getClassName().contains("MultiPart")
                    || frame.getClassName().contains("MultipartUtil")) {
                return true;
            }
        }
        return false;
    }
}
