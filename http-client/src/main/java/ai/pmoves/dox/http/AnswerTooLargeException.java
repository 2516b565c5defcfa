package ai.pmoves.dox.http;

import java.io.IOException;

/** An answer exceeds the limit of its call. */
public final class AnswerTooLargeException extends IOException {
    AnswerTooLargeException(long maxBytes) {
        super("more than %d bytes".formatted(maxBytes));
    }
}
