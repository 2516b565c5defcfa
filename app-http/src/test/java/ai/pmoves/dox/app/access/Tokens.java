package ai.pmoves.dox.app.access;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.time.Instant;
import java.util.Date;

/** Signs tokens as Supabase does. */
public final class Tokens {
    public static final String SECRET = "super-secret-jwt-token-with-at-least-32-characters-long";

    private Tokens() {}

    /** What Supabase says of a user, for ten minutes. */
    public static JWTClaimsSet.Builder user(Instant now) {
        return key("authenticated", now)
                .subject("3d1c0e52-4c5f-4a55-9d0c-3f6b9b1c7a11")
                .audience("authenticated")
                .expirationTime(Date.from(now.plusSeconds(600)));
    }

    /** What the old kind of keys says, for ten years. */
    public static JWTClaimsSet.Builder key(String role, Instant now) {
        return new JWTClaimsSet.Builder()
                .issuer("supabase")
                .claim("ref", "abcdefghijklmnopqrst")
                .claim("role", role)
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plusSeconds(315_360_000)));
    }

    /** Signed with the project's secret. */
    public static String hs256(JWTClaimsSet.Builder claims) {
        return hs256(claims, SECRET);
    }

    public static String hs256(JWTClaimsSet.Builder claims, String secret) {
        try {
            return sign(new JWSHeader(JWSAlgorithm.HS256), claims, new MACSigner(secret));
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Signed with a key pair, and naming it. */
    public static String es256(JWTClaimsSet.Builder claims, ECKey key) {
        var header = new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(key.getKeyID());
        try {
            return sign(header.build(), claims, new ECDSASigner(key));
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Signed with a key pair, and naming it. */
    public static String rs256(JWTClaimsSet.Builder claims, RSAKey key) {
        var header = new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID());
        try {
            return sign(header.build(), claims, new RSASSASigner(key));
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    static String sign(JWSHeader header, JWTClaimsSet.Builder claims, JWSSigner signer) {
        try {
            var token = new SignedJWT(header, claims.build());
            token.sign(signer);
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    public static ECKey ecKey(String id) {
        try {
            return new ECKeyGenerator(Curve.P_256).keyID(id).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    public static RSAKey rsaKey(String id) {
        try {
            return new RSAKeyGenerator(2048).keyID(id).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }
}
