package ai.pmoves.dox.app.http;

import com.auth0.jwt.JWT;
import com.auth0.jwt.JWTVerifier;
import com.auth0.jwt.algorithms.Algorithm;
import com.auth0.jwt.exceptions.JWTVerificationException;
import com.auth0.jwt.interfaces.DecodedJWT;
import io.javalin.http.Context;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets only those empty the store who may: with a configured secret the bearers of a token that it signed
 * (HS256, not expired, with a user); without one everybody on this machine, and nobody if the server listens to
 * others too.
 */
final class ResetGuard {
    private static final Logger LOG = LoggerFactory.getLogger(ResetGuard.class);
    private static final Map<String, String> BEARER = Map.of("WWW-Authenticate", "Bearer");

    private final boolean loopback;
    private final Optional<JWTVerifier> verifier;

    ResetGuard(HttpConfig config) {
        this.loopback = config.isLoopback();
        this.verifier = config.jwtSecret().map(secret -> JWT.require(Algorithm.HMAC256(secret.reveal()))
                .withClaimPresence("exp")
                .build());
    }

    /** @throws HttpFailure 401 or 403 if the caller may not */
    void check(Context ctx) {
        if (verifier.isPresent()) {
            checkToken(verifier.get(), ctx.header("Authorization"));
        } else if (!loopback) {
            throw new HttpFailure(
                    403,
                    HttpCodes.AUTH_NOT_CONFIGURED,
                    "Reset is off: this server listens to other machines and has no key to verify tokens."
                            + " Configure SUPABASE_JWT_SECRET, or listen on 127.0.0.1 only.");
        }
    }

    private static void checkToken(JWTVerifier verifier, @Nullable String header) {
        if (header == null || header.isBlank()) {
            throw new HttpFailure(401, HttpCodes.AUTH_MISSING, "Missing Authorization header", BEARER);
        }
        var token = verify(verifier, header.strip().replaceFirst("(?i)^bearer\\s+", ""));
        if ("anon".equals(token.getClaim("role").asString())) {
            throw failed();
        }
        if (token.getSubject() == null || token.getSubject().isBlank()) {
            throw new HttpFailure(401, HttpCodes.AUTH_NO_USER, "Token does not contain user identifier", BEARER);
        }
    }

    private static DecodedJWT verify(JWTVerifier verifier, String token) {
        try {
            return verifier.verify(token);
        } catch (JWTVerificationException e) {
            LOG.info("event=auth.refused reason=\"{}\"", e.getClass().getSimpleName());
            throw failed();
        }
    }

    private static HttpFailure failed() {
        return new HttpFailure(401, HttpCodes.AUTH_FAILED, "Authentication failed", BEARER);
    }
}
