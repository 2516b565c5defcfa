package ai.pmoves.dox.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HttpCallsTest {
    private static final CallLimits GENEROUS = new CallLimits(Duration.ofMinutes(2), 1_000);
    private static final CallLimits SHORT = new CallLimits(Duration.ofMillis(300), 1_000_000_000);

    private final HttpCalls calls = new HttpCalls("test", Duration.ofSeconds(5));
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final AtomicInteger asked = new AtomicInteger();
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        answer("/hello", exchange -> send(exchange, 200, "hello"));
        answer("/missing", exchange -> send(exchange, 404, "no such thing"));
        answer("/large", exchange -> send(exchange, 200, "x".repeat(1_001)));
        answer("/moved", exchange -> {
            exchange.getResponseHeaders().add("Location", "/hello");
            send(exchange, 302, "");
        });
        answer("/silent", exchange -> waitUntilClosed());
        answer("/slow", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            while (!closed.await(20, TimeUnit.MILLISECONDS)) {
                exchange.getResponseBody().write('x');
                exchange.getResponseBody().flush();
            }
        });
        server.start();
    }

    @AfterEach
    void stop() {
        closed.countDown();
        calls.close();
        server.stop(0);
        threads.shutdownNow();
    }

    @FunctionalInterface
    private interface Answer {
        void to(HttpExchange exchange) throws IOException, InterruptedException;
    }

    private void answer(String path, Answer answer) {
        server.createContext(path, exchange -> {
            asked.incrementAndGet();
            try (exchange) {
                answer.to(exchange);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private void waitUntilClosed() throws InterruptedException {
        closed.await();
    }

    private HttpRequest request(String path) {
        return HttpRequest.newBuilder(URI.create(
                        "http://127.0.0.1:%d%s".formatted(server.getAddress().getPort(), path)))
                .build();
    }

    private static String text(int status, InputStream body) throws IOException {
        return status + " " + new String(body.readAllBytes(), StandardCharsets.UTF_8);
    }

    @Test
    void anAnswerComesWhateverItsStatus() throws IOException, InterruptedException {
        assertThat(calls.send(request("/hello"), GENEROUS).body()).asString().isEqualTo("hello");
        assertThat(calls.send(request("/missing"), GENEROUS).statusCode()).isEqualTo(404);
        assertThat(calls.<String, RuntimeException>send(request("/missing"), GENEROUS, HttpCallsTest::text))
                .isEqualTo("404 no such thing");
    }

    @Test
    void aRedirectIsAnAnswer() throws IOException, InterruptedException {
        assertThat(calls.send(request("/moved"), GENEROUS).statusCode()).isEqualTo(302);
        assertThat(asked).hasValue(1);
    }

    @Test
    void aLargeAnswerIsCancelled() {
        assertThatThrownBy(() -> calls.send(request("/large"), GENEROUS))
                .isInstanceOf(AnswerTooLargeException.class)
                .hasMessage("more than 1000 bytes");
        assertThatThrownBy(() -> calls.send(request("/large"), GENEROUS, HttpCallsTest::text))
                .isInstanceOf(AnswerTooLargeException.class);
        assertThatThrownBy(() -> calls.transfer(
                        request("/large"),
                        LimitedBody.of(BodyHandlers.ofString(), 1_000),
                        Duration.ofMinutes(2),
                        () -> 0))
                .isInstanceOf(AnswerTooLargeException.class);
    }

    @Test
    void aCallEndsWithItsTimeHoweverSlowTheAnswerIs() {
        for (var path : new String[] {"/silent", "/slow"}) {
            assertThatThrownBy(() -> calls.send(request(path), SHORT))
                    .isInstanceOf(HttpTimeoutException.class)
                    .hasMessage("no complete answer within 300 ms");
            assertThatThrownBy(() -> calls.send(request(path), SHORT, HttpCallsTest::text))
                    .isInstanceOf(HttpTimeoutException.class);
        }
    }

    @Test
    void aTransferEndsOnceNothingMoves() throws IOException, InterruptedException {
        var moved = new AtomicLong();
        answer("/late", exchange -> {
            Thread.sleep(500);
            moved.set(Long.MAX_VALUE);
            send(exchange, 200, "late");
        });

        assertThatThrownBy(() ->
                        calls.transfer(request("/silent"), BodyHandlers.ofString(), Duration.ofMillis(100), () -> 0))
                .isInstanceOf(HttpTimeoutException.class)
                .hasMessage("nothing moved for 100 ms");
        var answer = calls.transfer(
                request("/late"), BodyHandlers.ofString(), Duration.ofMillis(100), moved::incrementAndGet);
        assertThat(answer.body()).isEqualTo("late");
    }

    @Test
    void aReadersOwnFailureIsPassedOn() {
        assertThatThrownBy(() -> calls.send(request("/hello"), GENEROUS, (status, body) -> {
                    throw new ClassNotFoundException("unexpected");
                }))
                .isInstanceOf(ClassNotFoundException.class);
    }

    @Test
    void aServerThatIsAwayCannotBeReached() {
        var request = request("/hello");
        server.stop(0);

        assertThatThrownBy(() -> calls.send(request, GENEROUS)).isInstanceOf(ConnectException.class);
    }

    @Test
    void anInterruptionEndsACall() throws InterruptedException {
        var outcome = new CompletableFuture<Throwable>();
        var caller = Thread.ofVirtual().start(() -> {
            try {
                calls.send(request("/silent"), GENEROUS);
            } catch (IOException | InterruptedException e) {
                outcome.complete(e);
            }
        });
        caller.interrupt();

        assertThat(outcome.join()).isInstanceOf(InterruptedException.class);
        caller.join();
    }
}
