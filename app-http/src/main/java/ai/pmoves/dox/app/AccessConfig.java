package ai.pmoves.dox.app;

import java.net.URI;
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
 * @param allowAnonymous whether everybody may read and write everything, whatever else is set
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

    /** Whether callers have to show a key or a token. */
    public boolean isGuarded() {
        return !allowAnonymous
                && Stream.of(projectUrl, jwtSecret, anonKey, serviceKey).anyMatch(Optional::isPresent);
    }
}
