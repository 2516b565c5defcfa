package ai.pmoves.dox.app.http.access;

import static org.assertj.core.api.Assertions.assertThat;

import ai.pmoves.dox.app.RateLimit;
import ai.pmoves.dox.app.http.fixture.Api;
import ai.pmoves.dox.app.http.fixture.ServerExtension;
import ai.pmoves.dox.app.http.fixture.TestConfig;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class RateLimitTest {
    @RegisterExtension
    static final ServerExtension SERVER = new ServerExtension(new TestConfig().perMinute(3, "127.0.0.0/8"));

    @RegisterExtension
    static final ServerExtension TRUSTING_NOBODY = new ServerExtension(new TestConfig().perMinute(3));

    @Test
    void oneRequestTooManyIs429() {
        for (int i = 0; i < 3; i++) {
            assertThat(from("192.0.2.1").status()).isEqualTo(200);
        }
        var answer = from("192.0.2.1");
        assertThat(answer.status()).isEqualTo(429);
        assertThat(answer.header("Retry-After")).isEqualTo("60");
        assertThat(answer.header("X-RateLimit-Limit")).isEqualTo("3");
        assertThat(answer.header("X-RateLimit-Window")).isEqualTo("60");
        assertThat(answer.text())
                .isEqualTo("{\"error\":\"Rate limit exceeded\",\"retry_after\":60,"
                        + "\"detail\":\"Rate limit exceeded\",\"code\":\"request.rate-limited\"}");
        assertThat(answer.header("X-Frame-Options")).isEqualTo("DENY");
        assertThat(from("192.0.2.2").status()).as("another client").isEqualTo(200);
    }

    @Test
    void theLastAddressThatNoTrustedProxyAddedCounts() {
        for (int i = 0; i < 3; i++) {
            assertThat(from("203.0.113.%d, 198.51.100.7, 127.0.0.9".formatted(i))
                            .status())
                    .isEqualTo(200);
        }
        assertThat(from("203.0.113.99, 198.51.100.7, 127.0.0.9").status()).isEqualTo(429);
    }

    @Test
    void aProxyMayAddAHeaderInsteadOfAnAddress() {
        for (int i = 0; i < 3; i++) {
            assertThat(fromTwice("203.0.113." + i, "198.51.100.8").status()).isEqualTo(200);
        }
        assertThat(fromTwice("203.0.113.99", "198.51.100.8").status()).isEqualTo(429);
    }

    private static Api.Answer fromTwice(String first, String second) {
        return SERVER.api().get("/tasks", "X-Forwarded-For", first, "X-Forwarded-For", second);
    }

    @Test
    void withoutTrustedProxiesAForwardedAddressSaysNothing() {
        var api = TRUSTING_NOBODY.api();
        for (int i = 0; i < 3; i++) {
            assertThat(api.get("/tasks", "X-Forwarded-For", "192.0.2." + i).status())
                    .isEqualTo(200);
        }
        assertThat(api.get("/tasks", "X-Forwarded-For", "192.0.2.9").status()).isEqualTo(429);
    }

    @Test
    void healthIsNeverRefused() {
        for (int i = 0; i < 10; i++) {
            assertThat(SERVER.api().get("/healthz").status()).isEqualTo(200);
        }
    }

    @Test
    void theWindowSlides() {
        var time = new AtomicLong();
        var limiter =
                new RateLimiter(new RateLimit(2, Duration.ofSeconds(10)), new ClientAddress(List.of()), time::get);
        assertThat(limiter.admits("a")).isTrue();
        time.set(Duration.ofSeconds(6).toNanos());
        assertThat(limiter.admits("a")).isTrue();
        assertThat(limiter.admits("a")).isFalse();
        time.set(Duration.ofSeconds(10).toNanos());
        assertThat(limiter.admits("a")).isTrue();
        assertThat(limiter.admits("a")).isFalse();
    }

    @Test
    void onlyTheLatestClientsAreRemembered() {
        var limiter = new RateLimiter(new RateLimit(1, Duration.ofHours(1)), new ClientAddress(List.of()), () -> 0);
        assertThat(limiter.admits("first")).isTrue();
        assertThat(limiter.admits("first")).isFalse();
        for (int i = 0; i < RateLimiter.MAX_CLIENTS; i++) {
            assertThat(limiter.admits("client " + i)).isTrue();
        }
        assertThat(limiter.admits("client " + (RateLimiter.MAX_CLIENTS - 1))).isFalse();
        assertThat(limiter.admits("first")).as("it was forgotten").isTrue();
    }

    private static Api.Answer from(String forwardedFor) {
        return SERVER.api().get("/tasks", "X-Forwarded-For", forwardedFor);
    }
}
