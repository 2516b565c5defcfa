package ai.pmoves.dox.app.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.auth0.jwt.JWT;
import com.auth0.jwt.JWTCreator;
import com.auth0.jwt.algorithms.Algorithm;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ResetTest {
    private static final String KEY = "a-key-that-is-long-enough-for-hs256";

    @RegisterExtension
    static final ServerExtension OPEN = new ServerExtension();

    @RegisterExtension
    static final ServerExtension GUARDED = new ServerExtension(new TestConfig().jwtSecret(KEY));

    @RegisterExtension
    static final ServerExtension EXPOSED = new ServerExtension(new TestConfig().host("0.0.0.0"));

    @Test
    void onThisMachineWithoutAKeyItEmptiesTheStore() {
        OPEN.api().post("/upload", new Multipart().file("files", "a.csv", Samples.CSV));
        OPEN.api().post("/ingest/xml", new Multipart().file("file", "a.xml", Samples.XML_LOG));

        assertThat(OPEN.api().delete("/reset").text()).isEqualTo("{\"status\":\"Database reset\"}");
        assertThat(Rows.of(OPEN.dox().store())).isEqualTo(new Rows(0, 0, 0, 0, 0, 0, 0));
    }

    @Test
    void withoutAKeyOthersMayNot() {
        var answer = EXPOSED.api().delete("/reset");
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.json().at("/code").asText()).isEqualTo("auth.not-configured");
        assertThat(answer.json().at("/detail").asText()).contains("SUPABASE_JWT_SECRET");
    }

    @Test
    void withAKeyATokenIsAskedFor() {
        var answer = GUARDED.api().delete("/reset");
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer");
        assertThat(answer.text()).isEqualTo("{\"detail\":\"Missing Authorization header\",\"code\":\"auth.missing\"}");
    }

    @Test
    void aGoodTokenWillDoWithOrWithoutItsScheme() {
        var token = valid().sign(Algorithm.HMAC256(KEY));
        for (var header : new String[] {"Bearer " + token, "bearer " + token, token}) {
            assertThat(reset(header).status()).isEqualTo(200);
        }
    }

    @Test
    void anyOtherTokenWillNot() {
        var hs256 = Algorithm.HMAC256(KEY);
        for (var token : new String[] {
            "nonsense",
            valid().sign(Algorithm.HMAC256("another-key-that-is-long-enough-too")),
            valid().sign(Algorithm.HMAC512(KEY)),
            valid().sign(Algorithm.none()),
            valid().withExpiresAt(Instant.now().minusSeconds(5)).sign(hs256),
            JWT.create().withSubject("u1").sign(hs256),
            valid().withClaim("role", "anon").sign(hs256)
        }) {
            var answer = reset("Bearer " + token);
            assertThat(answer.status()).as(token).isEqualTo(401);
            assertThat(answer.text()).isEqualTo("{\"detail\":\"Authentication failed\",\"code\":\"auth.failed\"}");
        }
        assertThat(reset("Bearer " + valid().withSubject("").sign(hs256)).text())
                .isEqualTo("{\"detail\":\"Token does not contain user identifier\",\"code\":\"auth.no-user\"}");
    }

    @Test
    void readingNeedsNoToken() {
        assertThat(GUARDED.api().get("/artifacts").status()).isEqualTo(200);
    }

    private static JWTCreator.Builder valid() {
        return JWT.create().withSubject("u1").withExpiresAt(Instant.now().plusSeconds(60));
    }

    private static Api.Answer reset(String authorization) {
        return GUARDED.api().delete("/reset", "Authorization", authorization);
    }
}
