package ai.pmoves.dox.app.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.pmoves.dox.app.Eventually;
import ai.pmoves.dox.app.http.fixture.Api;
import ai.pmoves.dox.app.http.fixture.Intercept;
import ai.pmoves.dox.app.http.fixture.ServerExtension;
import ai.pmoves.dox.app.http.fixture.TestConfig;
import ai.pmoves.dox.ports.store.Store;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class GracefulStopTest {
    private final CountDownLatch inside = new CountDownLatch(1);
    private final CountDownLatch goOn = new CountDownLatch(1);

    @Test
    void aRequestInFlightIsAnsweredBeforeTheServerIsGone() throws IOException, InterruptedException {
        var server = new ServerExtension(new TestConfig(), slowPing());
        server.start();
        var api = server.api();
        var answer = CompletableFuture.supplyAsync(() -> api.get("/health"));
        assertThat(inside.await(2, TimeUnit.MINUTES)).isTrue();

        var stopped = CompletableFuture.runAsync(() -> {
            try {
                server.stop();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        Eventually.await("no new connections").until(() -> !takesConnections(api));
        assertThat(stopped).isNotDone();
        assertThat(answer).isNotDone();
        goOn.countDown();

        assertThat(answer.join().status()).isEqualTo(200);
        assertThat(answer.join().json().at("/status").asText()).isEqualTo("ok");
        stopped.join();
        assertThatThrownBy(() -> api.get("/health")).isInstanceOf(UncheckedIOException.class);
    }

    private static boolean takesConnections(Api api) {
        var address = URI.create(api.base());
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(address.getHost(), address.getPort()));
            return true;
        } catch (ConnectException e) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private UnaryOperator<Store> slowPing() {
        return store -> Intercept.before(store, "health", () -> {
            inside.countDown();
            try {
                goOn.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
    }
}
