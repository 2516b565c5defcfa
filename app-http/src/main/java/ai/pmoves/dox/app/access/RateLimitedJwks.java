package ai.pmoves.dox.app.access;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSetCacheRefreshEvaluator;
import com.nimbusds.jose.jwk.source.JWKSetSource;
import com.nimbusds.jose.jwk.source.JWKSetSourceWrapper;
import com.nimbusds.jose.proc.SecurityContext;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fetches keys at most once in an interval, and gives every other caller the result of the latest fetch, be it keys or a
 * failure. Nimbus's own rate limit allows two fetches and then throws, which does not tell an unknown key from an
 * unreachable server. Safe for use by many threads.
 */
final class RateLimitedJwks<C extends SecurityContext> extends JWKSetSourceWrapper<C> {
    private static final Logger LOG = LoggerFactory.getLogger(RateLimitedJwks.class);

    private final Duration interval;
    private final URI address;
    private @Nullable Fetch latest;

    /**
     * The result of a fetch.
     *
     * @param at in the milliseconds of the callers' clock
     */
    private record Fetch(
            long at, @Nullable JWKSet keys, @Nullable KeySourceException failure) {
        JWKSet result() throws KeySourceException {
            if (keys == null) {
                throw failure == null ? new KeySourceException("no keys") : failure;
            }
            return keys;
        }
    }

    RateLimitedJwks(JWKSetSource<C> source, Duration interval, URI address) {
        super(source);
        this.interval = interval;
        this.address = address;
    }

    @Override
    public synchronized JWKSet getJWKSet(JWKSetCacheRefreshEvaluator evaluator, long currentTime, @Nullable C context)
            throws KeySourceException {
        if (latest == null || currentTime - latest.at() >= interval.toMillis()) {
            latest = fetch(evaluator, currentTime, context);
        }
        return latest.result();
    }

    private Fetch fetch(JWKSetCacheRefreshEvaluator evaluator, long currentTime, @Nullable C context) {
        try {
            return new Fetch(currentTime, getSource().getJWKSet(evaluator, currentTime, context), null);
        } catch (KeySourceException e) {
            LOG.warn("event=jwks.unavailable url={} reason=\"{}\"", address, e.getMessage());
            return new Fetch(currentTime, null, e);
        }
    }
}
