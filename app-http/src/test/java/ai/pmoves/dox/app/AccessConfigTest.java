package ai.pmoves.dox.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.pmoves.dox.app.access.Tokens;
import ai.pmoves.dox.domain.Secret;
import java.time.Instant;
import java.util.HashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccessConfigTest {
    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
    private static final String ANON = Tokens.hs256(Tokens.key("anon", NOW));
    private static final String SERVICE = Tokens.hs256(Tokens.key("service_role", NOW));

    private static AccessConfig config(String... keysAndValues) {
        var values = new HashMap<String, String>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            values.put(keysAndValues[i], keysAndValues[i + 1]);
        }
        return DoxConfig.from(values).access();
    }

    @Test
    void withNothingConfiguredThisMachineIsOpenAndOthersAreShutOut() {
        var nothing = config();
        assertThat(nothing.isGuarded()).isFalse();
        for (var host : new String[] {"127.0.0.1", "localhost", "::1"}) {
            assertThatCode(() -> nothing.requireFit(host)).doesNotThrowAnyException();
        }
        for (var host : new String[] {"0.0.0.0", "::", "192.0.2.7", "dox.example"}) {
            assertThatThrownBy(() -> nothing.requireFit(host))
                    .hasMessage(
                            "HOST is '%s', where other machines reach the server, and nothing says who may do what; set SUPABASE_URL (or SUPABASE_JWT_SECRET) and SUPABASE_SERVICE_KEY, or listen on 127.0.0.1, or let everybody read and write everything by ALLOW_ANONYMOUS=true",
                            host);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "SUPABASE_URL,https://abc.supabase.co",
        "SUPABASE_JWT_SECRET,super-secret-jwt-token-with-at-least-32-characters-long",
        "SUPABASE_SERVICE_KEY,sb_secret_abc"
    })
    void anyKeyGuardsTheServerWhereverItListens(String key, String value) {
        var guarded = config(key, value);
        assertThat(guarded.isGuarded()).isTrue();
        assertThatCode(() -> guarded.requireFit("127.0.0.1")).doesNotThrowAnyException();
        assertThatCode(() -> guarded.requireFit("0.0.0.0")).doesNotThrowAnyException();
    }

    @Test
    void toldInSoManyWordsItIsOpenToAll() {
        var open = config("ALLOW_ANONYMOUS", "true", "SUPABASE_URL", "https://abc.supabase.co");
        assertThat(open.isGuarded()).isFalse();
        assertThatCode(() -> open.requireFit("0.0.0.0")).doesNotThrowAnyException();
    }

    @Test
    void aPublicKeyWhereTheSecretOneShouldBeIsRefused() {
        for (var key : new String[] {"sb_publishable_abc", ANON}) {
            assertThatThrownBy(() -> config("SUPABASE_SERVICE_KEY", key).requireFit("127.0.0.1"))
                    .hasMessage("SUPABASE_SERVICE_KEY is a key of the role 'anon'; it has to be that of service_role,"
                            + " sb_secret_...");
        }
        for (var key : new String[] {"sb_secret_abc", SERVICE}) {
            assertThatThrownBy(() -> config("SUPABASE_ANON_KEY", key, "SUPABASE_URL", "https://abc.supabase.co")
                            .requireFit("127.0.0.1"))
                    .hasMessage("SUPABASE_ANON_KEY is a key of the role 'service_role'; it has to be that of anon,"
                            + " sb_publishable_...");
        }
        assertThatThrownBy(() -> config("SUPABASE_ANON_KEY", "same", "SUPABASE_SERVICE_KEY", "same")
                        .requireFit("127.0.0.1"))
                .hasMessage("SUPABASE_SERVICE_KEY and SUPABASE_ANON_KEY are the same; whoever reads the public one"
                        + " could write");
    }

    @Test
    void thePublicKeyAloneLetsNobodyIn() {
        assertThatThrownBy(
                        () -> config("SUPABASE_ANON_KEY", "sb_publishable_abc").requireFit("127.0.0.1"))
                .hasMessageStartingWith("SUPABASE_ANON_KEY is set alone");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "31-bytes-are-less-than-32-bytes"})
    void aSecretThatCouldBeGuessedIsRefused(String secret) {
        assertThatThrownBy(() -> config("SUPABASE_JWT_SECRET", secret).requireFit("127.0.0.1"))
                .hasMessage("SUPABASE_JWT_SECRET has %d bytes; HS256 takes at least 32", secret.length())
                .hasMessageNotContaining("'" + secret + "'");
    }

    @Test
    void nothingSecretIsShown() {
        var shown = config(
                        "SUPABASE_JWT_SECRET",
                        "canary-1",
                        "SUPABASE_ANON_KEY",
                        "canary-2",
                        "SUPABASE_SERVICE_KEY",
                        "canary-3")
                .toString();
        assertThat(shown).doesNotContain("canary").contains("***");
    }

    @Test
    void anOldKeySaysWhoseItIsAndUntilWhen() {
        var key = SupabaseKey.of(Secret.of(SERVICE));
        assertThat(key.role()).hasValue("service_role");
        assertThat(key.project()).hasValue("abcdefghijklmnopqrst");
        assertThat(key.expiresAt()).hasValue(NOW.plusSeconds(315_360_000));
        assertThat(SupabaseKey.of(Secret.of("a.b.c")).role()).isEmpty();
    }
}
