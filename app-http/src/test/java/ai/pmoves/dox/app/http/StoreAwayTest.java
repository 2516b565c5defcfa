package ai.pmoves.dox.app.http;

import static org.assertj.core.api.Assertions.assertThat;

import ai.pmoves.dox.app.http.fixture.Api;
import ai.pmoves.dox.app.http.fixture.Intercept;
import ai.pmoves.dox.app.http.fixture.ServerExtension;
import ai.pmoves.dox.app.http.fixture.TestConfig;
import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.ports.store.Store;
import ai.pmoves.dox.ports.store.StoreHealth;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class StoreAwayTest {
    @RegisterExtension
    static final ServerExtension SERVER = new ServerExtension(new TestConfig(), StoreAwayTest::away);

    private static final AtomicBoolean BUG = new AtomicBoolean();

    private final Api api = SERVER.api();

    private static Store away(Store store) {
        return Intercept.before(
                Intercept.result(
                        store,
                        Store.class,
                        "health",
                        StoreHealth.class,
                        health -> StoreHealth.unavailable("disk gone")),
                "clear",
                StoreAwayTest::fail);
    }

    private static void fail() {
        throw BUG.get()
                ? new IllegalStateException("a secret detail")
                : new DoxException(ErrorCode.STORE_UNAVAILABLE, "The store cannot be reached: disk gone.");
    }

    @Test
    void healthIs503InTheSameShape() {
        BUG.set(false);
        for (var path : new String[] {"/health", "/healthz"}) {
            var answer = api.get(path);
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.header("Retry-After")).isEqualTo("5");
            assertThat(answer.json().at("/status").asText()).isEqualTo("unavailable");
            assertThat(answer.json().at("/uptime_seconds").isInt()).isTrue();
            assertThat(answer.json().at("/store/code").asText()).isEqualTo("store.unavailable");
        }
    }

    @Test
    void anAnswerThatNeedsTheStoreIs503WithTheReason() {
        BUG.set(false);
        var answer = api.delete("/reset");
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.header("Retry-After")).isEqualTo("5");
        assertThat(answer.text())
                .isEqualTo("{\"detail\":\"The store cannot be reached: disk gone.\",\"code\":\"store.unavailable\"}");
    }

    @Test
    void aBugIs500WithoutItsDetails() {
        BUG.set(true);
        var answer = api.delete("/reset");
        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.header("Content-Type")).isEqualTo("application/json");
        assertThat(answer.text()).isEqualTo("{\"detail\":\"Internal Server Error\",\"code\":\"internal\"}");
    }
}
