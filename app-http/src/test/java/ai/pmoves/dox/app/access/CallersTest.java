package ai.pmoves.dox.app.access;

import static org.assertj.core.api.Assertions.assertThat;

import ai.pmoves.dox.app.AccessConfig;
import ai.pmoves.dox.domain.Secret;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class CallersTest {
    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
    private static final Caller NOBODY = new Caller.Nobody();
    private static final Caller USER = new Caller.Known(Role.AUTHENTICATED);
    private static final Caller ANON = new Caller.Known(Role.ANON);
    private static final Caller SERVICE = new Caller.Known(Role.SERVICE_ROLE);
    private static final String PUBLISHABLE = "sb_publishable_abc";
    private static final String SECRET = "sb_secret_abc";
    private static final String TOKEN = Tokens.hs256(Tokens.user(NOW));

    private static final Callers CALLERS = new Callers(
            new AccessConfig(
                    Optional.empty(),
                    Optional.empty(),
                    Optional.of(Secret.of(Tokens.SECRET)),
                    Optional.of(Secret.of(PUBLISHABLE)),
                    Optional.of(Secret.of(SECRET)),
                    false),
            () -> NOW,
            () -> 0);

    @AfterAll
    static void close() {
        CALLERS.close();
    }

    @Test
    void withoutAnythingItIsNobody() {
        assertThat(CALLERS.identify(null, null)).isEqualTo(NOBODY);
        assertThat(CALLERS.identify(" ", "")).isEqualTo(NOBODY);
        assertThat(CALLERS.identify("Bearer ", null)).isEqualTo(NOBODY);
    }

    @Test
    void aKeyOfTheProjectIsKnownInEitherHeader() {
        assertThat(CALLERS.identify(null, SECRET)).isEqualTo(SERVICE);
        assertThat(CALLERS.identify("Bearer " + SECRET, null)).isEqualTo(SERVICE);
        assertThat(CALLERS.identify(null, PUBLISHABLE)).isEqualTo(ANON);
        assertThat(CALLERS.identify("Bearer " + PUBLISHABLE, PUBLISHABLE)).isEqualTo(ANON);
    }

    @Test
    void aTokenMayComeWithOrWithoutItsSchemeAndInEitherHeader() {
        for (var header : new String[] {"Bearer " + TOKEN, "bearer   " + TOKEN, "BEARER\t" + TOKEN, " " + TOKEN}) {
            assertThat(CALLERS.identify(header, null)).as(header).isEqualTo(USER);
        }
        assertThat(CALLERS.identify(null, TOKEN)).isEqualTo(USER);
    }

    @Test
    void theTokenCountsBeforeTheKey() {
        assertThat(CALLERS.identify("Bearer " + TOKEN, PUBLISHABLE)).isEqualTo(USER);
        assertThat(CALLERS.identify("Bearer " + TOKEN, SECRET)).isEqualTo(USER);
        assertThat(CALLERS.identify("Bearer " + TOKEN + "x", SECRET)).isInstanceOf(Caller.Refused.class);
    }

    @Test
    void anyOtherKeyIsRefused() {
        for (var key : new String[] {"sb_secret_abd", "sb_secret_", "sb_secret_abc_", "SB_SECRET_ABC", "sb_"}) {
            assertThat(CALLERS.identify(null, key)).as(key).isInstanceOf(Caller.Refused.class);
            assertThat(CALLERS.identify("Bearer " + key, null)).as(key).isInstanceOf(Caller.Refused.class);
        }
    }

    @Test
    void anotherSchemeIsRefused() {
        assertThat(CALLERS.identify("Basic dTpw", null)).isInstanceOf(Caller.Refused.class);
    }
}
