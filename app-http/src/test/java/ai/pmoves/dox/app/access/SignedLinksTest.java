package ai.pmoves.dox.app.access;

import static org.assertj.core.api.Assertions.assertThat;

import ai.pmoves.dox.app.AccessConfig;
import ai.pmoves.dox.domain.Secret;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

class SignedLinksTest {
    private static final String ADDRESS = "/download?rel=a";

    @Test
    void aSignatureIsGoodForTenMinutes() {
        var now = new AtomicReference<>(Instant.parse("2026-11-23T12:00:00Z"));
        var links = new SignedLinks(new SecretKeySpec(new byte[32], "HmacSHA256"), now::get);
        var signature = links.sign(ADDRESS);
        assertThat(signature.expiresAt()).isEqualTo("2026-11-23T12:10:00Z");

        now.set(signature.expiresAt());
        assertThat(links.isSigned(ADDRESS, signature.text())).isTrue();
        now.set(signature.expiresAt().plusSeconds(31)); // with the leeway of all tokens
        assertThat(links.isSigned(ADDRESS, signature.text())).isFalse();
    }

    @Test
    void serversOfOneSecretAcceptEachOthersAndNobodyElses() {
        var signature = links(Tokens.SECRET).sign(ADDRESS).text();
        assertThat(links(Tokens.SECRET).isSigned(ADDRESS, signature)).isTrue();
        assertThat(links("another-secret-that-is-long-enough-too").isSigned(ADDRESS, signature))
                .isFalse();
        var withoutSecret = SignedLinks.of(AccessConfig.NONE);
        assertThat(withoutSecret.isSigned(ADDRESS, withoutSecret.sign(ADDRESS).text()))
                .isTrue();
        assertThat(SignedLinks.of(AccessConfig.NONE)
                        .isSigned(ADDRESS, withoutSecret.sign(ADDRESS).text()))
                .isFalse();
    }

    private static SignedLinks links(String secret) {
        return SignedLinks.of(new AccessConfig(
                Optional.empty(),
                Optional.empty(),
                Optional.of(Secret.of(secret)),
                Optional.empty(),
                Optional.empty(),
                false));
    }
}
