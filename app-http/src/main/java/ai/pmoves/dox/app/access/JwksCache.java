package ai.pmoves.dox.app.access;

import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.text.ParseException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The public keys that a project's tokens are verified with, as its server publishes them.
 *
 * <p>They are fetched when they are first needed, again after ten minutes without anybody waiting for it, and for a
 * token whose key is not among them, but at most every ten seconds, so that made-up tokens ask no more of that server
 * than good ones. While it is away the known keys count for an hour. Safe for use by many threads; the caller closes
 * it.
 */
final class JwksCache implements AutoCloseable {
    static final Duration FRESH = Duration.ofMinutes(10);
    static final Duration KEPT = Duration.ofHours(1);
    static final Duration PAUSE = Duration.ofSeconds(10);
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private static final Logger LOG = LoggerFactory.getLogger(JwksCache.class);
    private static final Executor BACKGROUND =
            task -> Thread.ofVirtual().name("jwks").start(task);

    private final URI address;
    private final LongSupplier nanoTime;
    private final HttpClient client = HttpClient.newBuilder()
            .connectTimeout(PATIENCE)
            .executor(BACKGROUND)
            .build();
    private volatile @Nullable Fetched known;
    private @Nullable CompletableFuture<JWKSet> latest;
    private long askedAt;

    private record Fetched(JWKSet keys, long at) {}

    /** @param address where the keys are published */
    JwksCache(URI address, LongSupplier nanoTime) {
        this.address = address;
        this.nanoTime = nanoTime;
    }

    /**
     * Returns the keys of the kind and the id that the header names, none if there is no such key.
     *
     * @throws JwksUnavailableException if that cannot be told
     */
    List<JWK> find(JWSHeader header) throws JwksUnavailableException {
        var selector = new JWKSelector(JWKMatcher.forJWSHeader(header));
        var there = known;
        if (there != null && age(there) < KEPT.toNanos()) {
            var keys = selector.select(there.keys());
            if (!keys.isEmpty()) {
                if (age(there) >= FRESH.toNanos()) {
                    ask();
                }
                return keys;
            }
        }
        try {
            return selector.select(ask().join());
        } catch (CompletionException e) {
            var cause = e.getCause() == null ? e : e.getCause();
            throw new JwksUnavailableException("%s: %s".formatted(address, cause.getMessage()), cause);
        }
    }

    private long age(Fetched fetched) {
        return nanoTime.getAsLong() - fetched.at();
    }

    /** The answer to the latest question, which is asked again unless that was a moment ago. */
    private synchronized CompletableFuture<JWKSet> ask() {
        long now = nanoTime.getAsLong();
        if (latest == null || latest.isDone() && now - askedAt >= PAUSE.toNanos()) {
            askedAt = now;
            latest = CompletableFuture.supplyAsync(() -> fetch(now), BACKGROUND);
        }
        return latest;
    }

    private JWKSet fetch(long now) {
        try {
            var keys = JWKSet.parse(body());
            known = new Fetched(keys, now);
            return keys;
        } catch (IOException | ParseException e) {
            LOG.warn("event=jwks.unavailable url={} reason=\"{}\"", address, e.getMessage());
            throw new CompletionException(e);
        }
    }

    private String body() throws IOException {
        var asked = client.sendAsync(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString());
        try {
            var answer = asked.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS); // headers and body
            if (answer.statusCode() != 200) {
                throw new IOException("it answers with the status " + answer.statusCode());
            }
            return answer.body();
        } catch (TimeoutException e) {
            throw new IOException("it did not answer within " + PATIENCE.toSeconds() + " seconds", e);
        } catch (ExecutionException e) {
            throw new IOException("it cannot be reached: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } finally {
            asked.cancel(true); // does nothing to an answer that is there
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
