package ai.pmoves.dox.app.access;

import static org.assertj.core.api.Assertions.assertThat;

import ai.pmoves.dox.app.AccessConfig;
import ai.pmoves.dox.domain.Secret;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens good and bad, with the secret and the keys of one project. */
class TokenVerifierTest {
    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
    private static final Caller USER = new Caller.Known(Role.AUTHENTICATED);
    private static final ECKey EC = Tokens.ecKey("ec-1");
    private static final RSAKey RSA = Tokens.rsaKey("rsa-1");

    private static ProjectServer project;
    private static Callers callers;
    private static Callers withoutSecret;

    @BeforeAll
    static void start() {
        project = ProjectServer.start(EC, RSA);
        callers = callers(Optional.of(Secret.of(Tokens.SECRET)));
        withoutSecret = callers(Optional.empty());
    }

    private static Callers callers(Optional<Secret> secret) {
        var config = new AccessConfig(
                Optional.of(project.url()),
                Optional.of(project.issuer()),
                secret,
                Optional.empty(),
                Optional.empty(),
                false);
        return new Callers(config, () -> NOW, System::nanoTime);
    }

    @AfterAll
    static void stop() {
        callers.close();
        withoutSecret.close();
        project.close();
    }

    private static JWTClaimsSet.Builder user() {
        return Tokens.user(NOW).issuer(project.issuer());
    }

    private static Caller identify(String token) {
        return callers.identify("Bearer " + token, null);
    }

    private static void assertRefused(String token, String reason) {
        assertThat(identify(token)).isEqualTo(new Caller.Refused(reason));
    }

    @Test
    void aUsersTokenIsKnownByItsSignature() {
        assertThat(identify(Tokens.hs256(user()))).isEqualTo(USER);
        assertThat(identify(Tokens.es256(user(), EC))).isEqualTo(USER);
        assertThat(identify(Tokens.rs256(user(), RSA))).isEqualTo(USER);
        assertThat(withoutSecret.identify(Tokens.es256(user(), EC), null)).isEqualTo(USER);
    }

    @ParameterizedTest
    @CsvSource({"anon,ANON", "service_role,SERVICE_ROLE"})
    void theOldKeysAreTokensWithoutAnAudience(String name, Role role) {
        assertThat(identify(Tokens.hs256(Tokens.key(name, NOW)))).isEqualTo(new Caller.Known(role));
    }

    @ParameterizedTest
    @CsvSource({"service_role,SERVICE_ROLE", "anon,ANON", "supabase_admin,ANON", "Authenticated,ANON", "'',ANON"})
    void theRoleOfAUserIsWhatTheTokenSays(String name, Role role) {
        assertThat(identify(Tokens.es256(user().claim("role", name), EC))).isEqualTo(new Caller.Known(role));
    }

    @Test
    void withoutARoleOrWithOneThatIsNoTextItIsAnon() {
        for (var role : new Object[] {null, 7, List.of("service_role")}) {
            assertThat(identify(Tokens.hs256(user().claim("role", role)))).isEqualTo(new Caller.Known(Role.ANON));
        }
    }

    @Test
    void aTamperedTokenIsRefused() {
        for (var token : List.of(Tokens.hs256(user()), Tokens.es256(user(), EC), Tokens.rs256(user(), RSA))) {
            var parts = token.split("\\.");
            var payload = new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8);
            var more = encode(payload.replace("\"authenticated\"", "\"service_role\""));
            assertRefused(parts[0] + "." + more + "." + parts[2], "Signed JWT rejected: Invalid signature");
            assertRefused(
                    parts[0] + "." + parts[1] + "." + flipped(parts[2]), "Signed JWT rejected: Invalid signature");
        }
    }

    private static String flipped(String signature) {
        return (signature.charAt(0) == 'A' ? 'B' : 'A') + signature.substring(1);
    }

    private static String encode(String json) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aTokenOfAnotherSecretOrAnotherKeyOfTheSameNameIsRefused() {
        assertRefused(
                Tokens.hs256(user(), "another-secret-that-is-long-enough-too"),
                "Signed JWT rejected: Invalid signature");
        assertRefused(Tokens.es256(user(), Tokens.ecKey("ec-1")), "Signed JWT rejected: Invalid signature");
        assertRefused(Tokens.rs256(user(), Tokens.rsaKey("rsa-1")), "Signed JWT rejected: Invalid signature");
    }

    @Test
    void timesCountWithALittleLeeway() {
        assertThat(identify(Tokens.hs256(user().expirationTime(at(-29))))).isEqualTo(USER);
        assertRefused(Tokens.hs256(user().expirationTime(at(-31))), "Expired JWT");
        assertThat(identify(Tokens.hs256(user().notBeforeTime(at(29))))).isEqualTo(USER);
        assertRefused(Tokens.hs256(user().notBeforeTime(at(31))), "JWT before use time");
    }

    private static Date at(int seconds) {
        return Date.from(NOW.plusSeconds(seconds));
    }

    @Test
    void aTokenThatNeverExpiresIsRefused() {
        assertRefused(Tokens.hs256(user().expirationTime(null)), "JWT missing required claims: [exp]");
    }

    @Test
    void anotherAudienceIsRefused() {
        assertRefused(Tokens.hs256(user().audience("storage")), "its audience is [storage], not 'authenticated'");
        assertRefused(Tokens.hs256(user().audience((String) null)), "its audience is [], not 'authenticated'");
        assertRefused(
                Tokens.hs256(Tokens.key("service_role", NOW).audience("storage")),
                "its audience is [storage], not 'authenticated'");
        assertThat(identify(Tokens.hs256(user().audience(List.of("storage", "authenticated")))))
                .isEqualTo(USER);
    }

    @Test
    void anotherIssuerIsRefused() {
        assertRefused(
                Tokens.es256(user().issuer("https://other.supabase.co/auth/v1"), EC),
                "its issuer is 'https://other.supabase.co/auth/v1', not '%s'".formatted(project.issuer()));
        assertRefused(
                Tokens.es256(user().issuer(null), EC), "its issuer is 'null', not '%s'".formatted(project.issuer()));
    }

    @Test
    void aUserWithoutANameIsTold() {
        assertThat(identify(Tokens.hs256(user().subject(null)))).isEqualTo(new Caller.Unnamed());
        assertThat(identify(Tokens.hs256(user().subject(" ")))).isEqualTo(new Caller.Unnamed());
    }

    @Test
    void anUnsignedTokenIsRefused() {
        var unsigned = new PlainJWT(user().claim("role", "service_role").build()).serialize();
        for (var alg : new String[] {"none", "None", "NONE", "nOnE"}) {
            var header = encode("{\"alg\":\"%s\",\"typ\":\"JWT\"}".formatted(alg));
            assertThat(identify(header + "." + unsigned.split("\\.")[1] + ".")).isInstanceOf(Caller.Refused.class);
        }
        assertThat(identify(unsigned)).isInstanceOf(Caller.Refused.class);
    }

    /** A server that lets the token choose would take the public key, which everybody knows, for a secret. */
    @Test
    void theSecretIsNeverAPublicKey() throws JOSEException {
        var forged = user().claim("role", "service_role");
        for (var known : List.of(
                RSA.toPublicJWK().toJSONString().getBytes(StandardCharsets.UTF_8),
                RSA.toPublicKey().getEncoded(),
                pem(RSA.toPublicKey().getEncoded()),
                EC.toPublicKey().getEncoded(),
                pem(EC.toPublicKey().getEncoded()))) {
            for (var id : new String[] {"rsa-1", "ec-1", null}) {
                var header = new JWSHeader.Builder(JWSAlgorithm.HS256).keyID(id).build();
                var token = Tokens.sign(header, forged, new MACSigner(known));
                assertThat(callers.identify(token, null)).isInstanceOf(Caller.Refused.class);
                assertThat(withoutSecret.identify(token, null)).isInstanceOf(Caller.Refused.class);
            }
        }
    }

    private static byte[] pem(byte[] key) {
        var text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key);
        return "-----BEGIN PUBLIC KEY-----\n%s\n-----END PUBLIC KEY-----\n"
                .formatted(text)
                .getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void theKindOfTheKeyDecidesTheAlgorithm() throws JOSEException {
        var esNamingRsa =
                new JWSHeader.Builder(JWSAlgorithm.ES256).keyID("rsa-1").build();
        assertThat(identify(Tokens.sign(esNamingRsa, user(), new ECDSASigner(EC))))
                .isInstanceOf(Caller.Refused.class);
        for (var algorithm : Set.of(JWSAlgorithm.HS384, JWSAlgorithm.HS512)) {
            var signer = new MACSigner(Tokens.SECRET + Tokens.SECRET);
            assertThat(identify(Tokens.sign(new JWSHeader(algorithm), user(), signer)))
                    .isInstanceOf(Caller.Refused.class);
        }
        for (var algorithm : Set.of(JWSAlgorithm.RS384, JWSAlgorithm.RS512, JWSAlgorithm.PS256)) {
            var header = new JWSHeader.Builder(algorithm).keyID("rsa-1").build();
            var signer = new com.nimbusds.jose.crypto.RSASSASigner(RSA);
            assertThat(identify(Tokens.sign(header, user(), signer))).isInstanceOf(Caller.Refused.class);
        }
    }

    @Test
    void aKeyThatTheTokenBringsAlongIsNotAsked() {
        var own = Tokens.ecKey("mine");
        var header = new JWSHeader.Builder(JWSAlgorithm.ES256)
                .keyID("mine")
                .jwk(own.toPublicJWK())
                .jwkURL(project.url())
                .build();
        try {
            assertThat(identify(Tokens.sign(header, user(), new ECDSASigner(own))))
                    .isInstanceOf(Caller.Refused.class);
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aTokenOfAnotherTypeIsRefusedWithoutQuotingIt() throws JOSEException {
        for (var type : new String[] {"at+jwt", "x\nlevel=ERROR forged"}) {
            var header = new JWSHeader.Builder(JWSAlgorithm.HS256).type(new JOSEObjectType(type));
            assertRefused(Tokens.sign(header.build(), user(), new MACSigner(Tokens.SECRET)), "its type is not JWT");
        }
    }

    @Test
    void aTokenThatNamesNoKeyIsRefused() throws JOSEException {
        assertThat(identify(Tokens.sign(new JWSHeader(JWSAlgorithm.ES256), user(), new ECDSASigner(EC))))
                .isInstanceOf(Caller.Refused.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"x", "a.b", "a.b.c", "..", "....", "eyJhbGciOiJIUzI1NiJ9..", "eyJhbGciOiJIUzI1NiJ9.e30.", "é.é.é"
            })
    void whatIsNoTokenIsRefusedWithoutQuotingIt(String text) {
        assertThat(identify(text)).isInstanceOfSatisfying(Caller.Refused.class, refused -> assertThat(refused.reason())
                .doesNotContain("eyJ")
                .doesNotContain("é"));
    }
}
