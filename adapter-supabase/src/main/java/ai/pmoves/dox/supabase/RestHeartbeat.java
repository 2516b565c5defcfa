package ai.pmoves.dox.supabase;

import ai.pmoves.dox.http.CallLimits;
import ai.pmoves.dox.http.HttpCalls;
import ai.pmoves.dox.ports.store.RestHealth;
import ai.pmoves.dox.supabase.SupabaseConfig.RestSide;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Polls a project's REST side every few seconds with a request as devices make it: a row of the chunks. An answer that
 * this key may not read them also shows that it works. Thread-safe.
 */
final class RestHeartbeat implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RestHeartbeat.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration TIMEOUT = Duration.ofSeconds(2);
    private static final Duration WHILE_UP = Duration.ofSeconds(5);
    private static final Duration WHILE_DOWN = Duration.ofSeconds(2);
    private static final String PERMISSION_DENIED = "42501";
    private static final int MAX_BYTES = 1 << 20;
    private static final int MAX_MESSAGE = 200;

    private final RestSide side;
    private final HttpRequest request;
    private final Duration timeout;
    private final HttpCalls calls;
    private final Thread thread = new Thread(this::run, "dox-rest-heartbeat");
    private volatile Seen seen = new Seen("it was not asked yet", null, null);

    /**
     * The last result.
     *
     * @param goodAt in nanoseconds of the system's timer
     */
    private record Seen(
            @Nullable String problem,
            @Nullable Long goodAt,
            @Nullable Duration latency) {}

    RestHeartbeat(RestSide side) {
        this(side, TIMEOUT);
    }

    /** @param timeout how long an answer may take */
    RestHeartbeat(RestSide side, Duration timeout) {
        this.side = side;
        this.request = request(side);
        this.timeout = timeout;
        this.calls = new HttpCalls("dox-rest", timeout);
        thread.setDaemon(true);
    }

    /** Polls until closed; returns at once. */
    void start() {
        thread.start();
    }

    RestHealth health() {
        var last = seen;
        var ago = last.goodAt() == null ? null : Duration.ofNanos(System.nanoTime() - last.goodAt());
        return new RestHealth(last.problem(), ago, last.latency());
    }

    private void run() {
        try {
            while (true) {
                beat();
                Thread.sleep(seen.problem() == null ? WHILE_UP : WHILE_DOWN);
            }
        } catch (InterruptedException e) {
            LOG.debug("event=rest.closed url={}", side);
        }
    }

    /** Polls once. */
    void beat() throws InterruptedException {
        var before = seen;
        long start = System.nanoTime();
        var problem = ask();
        long now = System.nanoTime();
        seen = problem.isPresent()
                ? new Seen(problem.get(), before.goodAt(), before.latency())
                : new Seen(null, now, Duration.ofNanos(now - start));
        if (!problem.equals(Optional.ofNullable(before.problem()))) {
            LOG.info("event=rest.{} url={} reason=\"{}\"", problem.isEmpty() ? "up" : "down", side, problem.orElse(""));
        }
    }

    /** Returns why it cannot be used; empty if it can. */
    private Optional<String> ask() throws InterruptedException {
        try {
            return problem(calls.send(request, new CallLimits(timeout, MAX_BYTES)));
        } catch (HttpConnectTimeoutException e) {
            return unreachable(e);
        } catch (HttpTimeoutException e) {
            return Optional.of("no answer within %d ms".formatted(timeout.toMillis()));
        } catch (IOException e) {
            return unreachable(e);
        }
    }

    private static Optional<String> unreachable(IOException e) {
        var reason = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        return Optional.of("it cannot be reached: " + reason);
    }

    private static HttpRequest request(RestSide side) {
        var request =
                HttpRequest.newBuilder(URI.create(side.projectUrl() + "/rest/v1/search_chunks?select=id&limit=1"));
        if (!side.key().isEmpty()) {
            request.header("apikey", side.key());
            if (!side.key().startsWith("sb_")) {
                request.header("Authorization", "Bearer " + side.key()); // the new keys are no tokens
            }
        }
        return request.build();
    }

    private static Optional<String> problem(HttpResponse<byte[]> answer) {
        if (answer.statusCode() == 200) {
            return Optional.empty();
        }
        try {
            var body = JSON.readTree(answer.body());
            if (body.path("code").asText().equals(PERMISSION_DENIED)) {
                return Optional.empty();
            }
            var message = body.path("message").asText("");
            return Optional.of("HTTP %d %s"
                    .formatted(answer.statusCode(), message.substring(0, Math.min(message.length(), MAX_MESSAGE)))
                    .strip());
        } catch (IOException e) {
            return Optional.of("HTTP " + answer.statusCode()); // a page of a gateway before it
        }
    }

    @Override
    public void close() {
        thread.interrupt();
        calls.close();
    }
}
