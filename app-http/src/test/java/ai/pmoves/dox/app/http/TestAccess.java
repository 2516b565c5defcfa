package ai.pmoves.dox.app.http;

import ai.pmoves.dox.app.AccessConfig;
import ai.pmoves.dox.app.access.Tokens;
import ai.pmoves.dox.domain.Secret;
import java.time.Instant;
import java.util.Optional;

/** A project whose tokens are signed with a secret, and what its callers show. */
final class TestAccess {
    static final String PUBLISHABLE_KEY = "sb_publishable_for-tests";
    static final String SECRET_KEY = "sb_secret_for-tests";

    static final AccessConfig CONFIG = new AccessConfig(
            Optional.empty(),
            Optional.empty(),
            Optional.of(Secret.of(Tokens.SECRET)),
            Optional.of(Secret.of(PUBLISHABLE_KEY)),
            Optional.of(Secret.of(SECRET_KEY)),
            false);

    private TestAccess() {}

    /** A token of a user who is signed in. */
    static String user() {
        return Tokens.hs256(Tokens.user(Instant.now()));
    }

    /** The value of {@code Authorization} with this token. */
    static String bearer(String token) {
        return "Bearer " + token;
    }
}
