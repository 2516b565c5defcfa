package ai.pmoves.dox.ingest.config;

import static java.util.Objects.requireNonNull;

import ai.pmoves.dox.domain.Secret;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A docling-serve that reads PDFs.
 *
 * @param url where its API is, without a slash at the end; {@code /v1} follows
 * @param apiKey what it asks of callers, null if nothing
 * @param timeout how long one PDF may take, from handing it in to the last byte of the answer
 * @param maxAnswerBytes the most bytes that the answer for one PDF may have
 */
public record DoclingServeConfig(URI url, @Nullable Secret apiKey, Duration timeout, long maxAnswerBytes) {
    public DoclingServeConfig {
        requireNonNull(url, "url");
        if (timeout.toMillis() <= 0) {
            throw new IllegalArgumentException("timeout is %s; it has to be 1 ms at least".formatted(timeout));
        }
        if (maxAnswerBytes < 1) {
            throw new IllegalArgumentException(
                    "maxAnswerBytes is %d; it has to be at least 1".formatted(maxAnswerBytes));
        }
    }
}
