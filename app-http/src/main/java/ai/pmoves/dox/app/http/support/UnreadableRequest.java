package ai.pmoves.dox.app.http.support;

import java.io.EOFException;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.eclipse.jetty.http.HttpException;

/** Tells requests that cannot be read (too large, cut off, malformed) from bugs, by what the server threw. */
final class UnreadableRequest {
    private static final int DEPTH = 8;

    private UnreadableRequest() {}

    /** The status for the failure, or empty if it is a bug. */
    static Optional<Integer> statusOf(Throwable failure) {
        var causes = Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                .limit(DEPTH)
                .toList();
        if (causes.stream().anyMatch(UnreadableRequest::isTooLarge)) {
            return Optional.of(413); // first, since the server wraps it into a 400
        }
        for (var cause : causes) {
            if (cause instanceof HttpException http) {
                return Optional.of(http.getCode());
            }
            if (cause instanceof EOFException || cause instanceof TimeoutException) {
                return Optional.of(400);
            }
        }
        return Optional.empty();
    }

    private static boolean isTooLarge(Throwable cause) {
        var message = String.valueOf(cause.getMessage());
        return cause instanceof IllegalStateException
                && (message.contains("max length exceeded") || message.contains("max file size exceeded"));
    }
}
