package ai.pmoves.dox.app.access;

import ai.pmoves.dox.app.AccessConfig;
import ai.pmoves.dox.domain.Secret;
import java.net.URI;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Identifies callers by a key of the project or a token. Safe for use by many threads; the owner closes it.
 *
 * <p>A token in {@code Authorization} counts before a key in {@code apikey}, as it does in Supabase: clients of users
 * send the publishable key with the user's token.
 */
public final class Callers implements AutoCloseable {
    private static final Caller NOBODY = new Caller.Nobody();

    private final Optional<Secret> anonKey;
    private final Optional<Secret> serviceKey;
    private final Optional<JwksCache> jwks;
    private final TokenVerifier tokens;

    Callers(AccessConfig config, InstantSource clock, LongSupplier nanoTime) {
        this.anonKey = config.anonKey();
        this.serviceKey = config.serviceKey();
        this.jwks = config.projectUrl()
                .map(url -> new JwksCache(URI.create(url + "/auth/v1/.well-known/jwks.json"), nanoTime));
        this.tokens = new TokenVerifier(config.jwtSecret(), jwks, config.issuer(), clock);
    }

    public static Callers of(AccessConfig config) {
        return new Callers(config, InstantSource.system(), System::nanoTime);
    }

    /**
     * Tells who calls, within two seconds.
     *
     * @param authorization {@code Bearer} and a token or a key, or either alone; null or blank for none
     * @param apikey a key, or a token; null or blank for none
     */
    public Caller identify(@Nullable String authorization, @Nullable String apikey) {
        var token = text(authorization).replaceFirst("(?i)^bearer(\\s+|$)", "");
        var shown = token.isEmpty() ? text(apikey) : token;
        return shown.isEmpty() ? NOBODY : identify(shown);
    }

    private static String text(@Nullable String header) {
        return header == null ? "" : header.strip();
    }

    private Caller identify(String shown) {
        var key = Optional.of(Secret.of(shown)); // which compares in constant time
        if (key.equals(serviceKey)) {
            return new Caller.Known(Role.SERVICE_ROLE);
        }
        if (key.equals(anonKey)) {
            return new Caller.Known(Role.ANON);
        }
        return shown.startsWith("sb_") ? new Caller.Refused("it is no key of this server") : tokens.verify(shown);
    }

    @Override
    public void close() {
        jwks.ifPresent(JwksCache::close);
    }
}
