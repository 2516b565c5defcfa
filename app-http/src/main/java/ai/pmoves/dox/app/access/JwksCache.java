package ai.pmoves.dox.app.access;

import ai.pmoves.dox.http.CallLimits;
import ai.pmoves.dox.http.HttpCalls;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSetCacheRefreshEvaluator;
import com.nimbusds.jose.jwk.source.JWKSetParseException;
import com.nimbusds.jose.jwk.source.JWKSetRetrievalException;
import com.nimbusds.jose.jwk.source.JWKSetSource;
import com.nimbusds.jose.jwk.source.RefreshAheadCachingJWKSetSource;
import com.nimbusds.jose.proc.SecurityContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The public keys that a project's tokens are verified with, as its server publishes them.
 *
 * <p>They are fetched when they are first needed, refreshed in the background once they are ten minutes old, and fetched
 * for a token whose key is unknown, but at most every ten seconds, so that forged tokens cause no more requests than
 * valid ones. During an outage of the server the known keys are valid for an hour. Safe for use by many threads; the
 * caller closes it.
 */
final class JwksCache implements AutoCloseable {
    static final Duration FRESH = Duration.ofMinutes(10);
    static final Duration KEPT = Duration.ofHours(1);
    static final Duration PAUSE = Duration.ofSeconds(10);

    /** A project has a few keys of some hundred bytes. */
    static final int MAX_BYTES = 64 * 1024;

    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    private final URI address;
    private final LongSupplier nanoTime;
    private final long start;
    private final HttpCalls calls = new HttpCalls("jwks", TIMEOUT);
    private final RefreshAheadCachingJWKSetSource<SecurityContext> keys;

    /** @param address where the keys are published */
    JwksCache(URI address, LongSupplier nanoTime) {
        this.address = address;
        this.nanoTime = nanoTime;
        this.start = nanoTime.getAsLong();
        this.keys = new RefreshAheadCachingJWKSetSource<>(
                new RateLimitedJwks<>(new Fetches(), PAUSE, address),
                KEPT.toMillis(),
                TIMEOUT.toMillis(), // of threads that wait while another one fetches
                KEPT.minus(FRESH).toMillis(),
                false,
                Executors.newThreadPerTaskExecutor(
                        Thread.ofVirtual().name("jwks").factory()),
                true,
                null);
    }

    /**
     * Returns the keys of the kind and the id that the header names, none if there is no such key.
     *
     * @throws JwksUnavailableException if the keys are not known
     */
    List<JWK> find(JWSHeader header) throws JwksUnavailableException {
        var selector = new JWKSelector(JWKMatcher.forJWSHeader(header));
        long now = TimeUnit.NANOSECONDS.toMillis(nanoTime.getAsLong() - start);
        try {
            var known = keys.getJWKSet(JWKSetCacheRefreshEvaluator.noRefresh(), now, null);
            var found = selector.select(known);
            return found.isEmpty()
                    ? selector.select(keys.getJWKSet(JWKSetCacheRefreshEvaluator.referenceComparison(known), now, null))
                    : found;
        } catch (KeySourceException e) {
            throw new JwksUnavailableException("%s: %s".formatted(address, e.getMessage()), e);
        }
    }

    private final class Fetches implements JWKSetSource<SecurityContext> {
        @Override
        public JWKSet getJWKSet(JWKSetCacheRefreshEvaluator evaluator, long now, @Nullable SecurityContext context)
                throws KeySourceException {
            try {
                var answer = calls.send(HttpRequest.newBuilder(address).build(), new CallLimits(TIMEOUT, MAX_BYTES));
                if (answer.statusCode() != 200) {
                    throw new JWKSetRetrievalException("HTTP " + answer.statusCode(), null);
                }
                return JWKSet.parse(new String(answer.body(), StandardCharsets.UTF_8));
            } catch (IOException e) {
                throw new JWKSetRetrievalException(String.valueOf(e.getMessage()), e);
            } catch (ParseException e) {
                throw new JWKSetParseException(String.valueOf(e.getMessage()), e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new JWKSetRetrievalException("interrupted", e);
            }
        }

        @Override
        public void close() {} // the cache closes the client
    }

    @Override
    public void close() {
        calls.close();
        try {
            keys.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
