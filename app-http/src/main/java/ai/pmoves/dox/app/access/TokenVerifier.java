package ai.pmoves.dox.app.access;

import ai.pmoves.dox.domain.Secret;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.jwk.AsymmetricJWK;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.nio.charset.StandardCharsets;
import java.security.Key;
import java.text.ParseException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Verifies tokens that Supabase signed: with the project's secret (HS256), or with a key pair whose public half it
 * publishes (ES256, RS256). The kind of the key decides the algorithm, never the token. Thread-safe.
 */
final class TokenVerifier {
    private static final String USERS = "authenticated";

    private final Optional<Key> secret;
    private final Optional<JwksCache> jwks;
    private final Optional<String> issuer;
    private final DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();

    /** @param issuer of users' tokens, if it is known */
    TokenVerifier(Optional<Secret> secret, Optional<JwksCache> jwks, Optional<String> issuer, InstantSource clock) {
        this.secret =
                secret.map(text -> new SecretKeySpec(text.reveal().getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        this.jwks = jwks;
        this.issuer = issuer;
        processor.setJWSTypeVerifier((type, context) -> requireToken(type));
        processor.setJWSKeySelector((header, context) -> keys(header));
        processor.setJWTClaimsSetVerifier(new TokenTimes(clock));
    }

    Caller verify(String token) {
        try {
            return caller(processor.process(token, null));
        } catch (ParseException e) {
            return new Caller.Refused("it is no token"); // what the parser says quotes it
        } catch (JwksUnavailableException e) {
            return new Caller.Unverifiable(String.valueOf(e.getMessage()));
        } catch (BadJOSEException | JOSEException e) {
            return new Caller.Refused(String.valueOf(e.getMessage()));
        }
    }

    /** The library's own check quotes unverified text. */
    private static void requireToken(@Nullable JOSEObjectType type) throws BadJOSEException {
        if (type != null && !type.equals(JOSEObjectType.JWT)) {
            throw new BadJOSEException("its type is not JWT");
        }
    }

    private List<Key> keys(JWSHeader header) throws JwksUnavailableException {
        var algorithm = header.getAlgorithm();
        if (algorithm.equals(JWSAlgorithm.HS256)) {
            return secret.stream().toList();
        }
        boolean named = header.getKeyID() != null
                && (algorithm.equals(JWSAlgorithm.ES256) || algorithm.equals(JWSAlgorithm.RS256));
        return named && jwks.isPresent() ? publicKeys(jwks.get().find(header)) : List.of();
    }

    private static List<Key> publicKeys(List<JWK> found) throws JwksUnavailableException {
        var keys = new ArrayList<Key>();
        for (var key : found) {
            try {
                keys.add(((AsymmetricJWK) key).toPublicKey());
            } catch (JOSEException e) {
                throw new JwksUnavailableException("the key '%s' cannot be read".formatted(key.getKeyID()), e);
            }
        }
        return keys;
    }

    /** The old keys of a project are tokens, too: they name a role and, unlike users' tokens, no audience. */
    private Caller caller(JWTClaimsSet claims) {
        var role = Role.named(String.valueOf(claims.getClaim("role")));
        if (claims.getAudience().isEmpty() && role != Role.AUTHENTICATED) {
            return new Caller.Known(role);
        }
        if (!claims.getAudience().contains(USERS)) {
            return new Caller.Refused("its audience is %s, not '%s'".formatted(claims.getAudience(), USERS));
        }
        if (issuer.isPresent() && !issuer.get().equals(claims.getIssuer())) {
            return new Caller.Refused("its issuer is '%s', not '%s'".formatted(claims.getIssuer(), issuer.get()));
        }
        return isBlank(claims.getSubject()) ? new Caller.Unnamed() : new Caller.Known(role);
    }

    private static boolean isBlank(@Nullable String text) {
        return text == null || text.isBlank();
    }
}
