package ai.pmoves.dox.app.access;

import ai.pmoves.dox.app.AccessConfig;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs addresses, so that a browser can open them without a header: each signature is for one address and ten
 * minutes. Servers that are configured alike accept each other's, if they share a secret; otherwise a signature is
 * good at the server that made it, until that stops. Thread-safe.
 */
public final class SignedLinks {
    public static final Duration LIFETIME = Duration.ofMinutes(10);

    private static final String MAC = "HmacSHA256";

    private final SecretKey key;
    private final InstantSource clock;

    SignedLinks(SecretKey key, InstantSource clock) {
        this.key = key;
        this.clock = clock;
    }

    public static SignedLinks of(AccessConfig config) {
        var secret = config.jwtSecret().or(config::serviceKey).map(text -> text.reveal()
                .getBytes(StandardCharsets.UTF_8));
        return new SignedLinks(
                new SecretKeySpec(secret.map(SignedLinks::derived).orElseGet(SignedLinks::random), MAC),
                InstantSource.system());
    }

    /** A key of its own, so that a link is never a user's token nor a token a link. */
    private static byte[] derived(byte[] secret) {
        try {
            var mac = Mac.getInstance(MAC);
            mac.init(new SecretKeySpec(secret, MAC));
            return mac.doFinal("links of pmoves-dox".getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HmacSHA256", e);
        }
    }

    private static byte[] random() {
        var bytes = new byte[32];
        new SecureRandom().nextBytes(bytes);
        return bytes;
    }

    /**
     * A signature, and how long it is good.
     *
     * @param text letters, digits, and {@code - _ .}
     */
    public record Signature(String text, Instant expiresAt) {}

    public Signature sign(String address) {
        var expiresAt = clock.instant().plus(LIFETIME);
        var claims = new JWTClaimsSet.Builder().subject(address).expirationTime(Date.from(expiresAt));
        try {
            var link = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims.build());
            link.sign(new MACSigner(key));
            return new Signature(link.serialize(), expiresAt);
        } catch (JOSEException e) {
            throw new IllegalStateException("the key is as long as HS256 wants it", e);
        }
    }

    /** Whether this is a signature of the address that is still good. */
    public boolean isSigned(String address, String signature) {
        var processor = new DefaultJWTProcessor<SecurityContext>();
        processor.setJWSKeySelector(
                (header, context) -> header.getAlgorithm().equals(JWSAlgorithm.HS256) ? List.of(key) : List.of());
        processor.setJWTClaimsSetVerifier(new TokenTimes(clock));
        try {
            return address.equals(processor.process(signature, null).getSubject());
        } catch (ParseException | BadJOSEException | JOSEException e) {
            return false;
        }
    }
}
