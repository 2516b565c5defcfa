package ai.pmoves.dox.app;

import ai.pmoves.dox.domain.Secret;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The keys by which the server knows its callers.
 *
 * @param projectUrl the Supabase project, which publishes the keys of its users' tokens
 * @param issuer of users' tokens, if it is known
 * @param jwtSecret signs tokens, of users and of the old kind of keys (HS256)
 * @param anonKey the publishable key, or the old anon key
 * @param serviceKey the secret key, or the old service_role key
 * @param allowAnonymous whether all callers may read and write everything, regardless of the other settings
 */
public record AccessConfig(
        Optional<URI> projectUrl,
        Optional<String> issuer,
        Optional<Secret> jwtSecret,
        Optional<Secret> anonKey,
        Optional<Secret> serviceKey,
        boolean allowAnonymous) {
    /** Nothing is configured. */
    public static final AccessConfig NONE = new AccessConfig(
            Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), false);

    /** The shortest secret that HS256 takes, in bytes. */
    private static final int LEAST_SECRET_BYTES = 32;

    /** Whether callers have to show a key or a token. */
    public boolean isGuarded() {
        return !allowAnonymous
                && Stream.of(projectUrl, jwtSecret, anonKey, serviceKey).anyMatch(Optional::isPresent);
    }

    /**
     * Looks whether a server may start with these.
     *
     * @param host where it listens
     * @throws IllegalArgumentException if a key is not what it should be, or if other machines can reach the server
     *     and nothing says who may do what
     */
    public void requireFit(String host) {
        jwtSecret.ifPresent(AccessConfig::requireLong);
        requireRole("SUPABASE_ANON_KEY", anonKey, "anon", "sb_publishable_...");
        requireRole("SUPABASE_SERVICE_KEY", serviceKey, "service_role", "sb_secret_...");
        if (serviceKey.isPresent() && serviceKey.equals(anonKey)) {
            throw new IllegalArgumentException("SUPABASE_SERVICE_KEY and SUPABASE_ANON_KEY are the same; whoever reads"
                    + " the public one could write");
        }
        if (isGuarded() && Stream.of(projectUrl, jwtSecret, serviceKey).allMatch(Optional::isEmpty)) {
            throw new IllegalArgumentException("SUPABASE_ANON_KEY is set alone, and that key permits nothing; set"
                    + " SUPABASE_URL and SUPABASE_SERVICE_KEY, too, or take it away");
        }
        if (!isGuarded() && !allowAnonymous && !IpAddresses.isLoopback(host)) {
            throw new IllegalArgumentException(
                    ("HOST is '%s', where other machines reach the server, and nothing says who may do what; set"
                                    + " SUPABASE_URL (or SUPABASE_JWT_SECRET) and SUPABASE_SERVICE_KEY, or listen on"
                                    + " 127.0.0.1, or let everybody read and write everything by ALLOW_ANONYMOUS=true")
                            .formatted(host));
        }
    }

    private static void requireLong(Secret secret) {
        int bytes = secret.reveal().getBytes(StandardCharsets.UTF_8).length;
        if (bytes < LEAST_SECRET_BYTES) {
            throw new IllegalArgumentException(
                    "SUPABASE_JWT_SECRET has %d bytes; HS256 takes at least %d".formatted(bytes, LEAST_SECRET_BYTES));
        }
    }

    private static void requireRole(String name, Optional<Secret> key, String role, String form) {
        var actual = key.map(SupabaseKey::of).flatMap(SupabaseKey::role).orElse(role);
        if (!actual.equals(role)) {
            throw new IllegalArgumentException(
                    "%s is a key of the role '%s'; it has to be that of %s, %s".formatted(name, actual, role, form));
        }
    }
}
