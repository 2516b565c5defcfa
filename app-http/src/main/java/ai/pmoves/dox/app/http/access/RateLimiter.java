package ai.pmoves.dox.app.http.access;

import ai.pmoves.dox.app.RateLimit;
import ai.pmoves.dox.app.http.support.ErrorView;
import ai.pmoves.dox.app.http.support.HttpCodes;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * Refuses a client that made as many requests within the last window as it may. Refused requests do not count.
 *
 * <p>Thread-safe. It remembers at most {@link #MAX_CLIENTS} clients, the latest ones.
 */
final class RateLimiter implements Handler {
    static final int MAX_CLIENTS = 10_000;

    private static final Set<String> EXEMPT =
            Set.of("/", "/health", "/healthz", "/metrics", "/docs", "/redoc", "/openapi.json", "/openapi.yaml");

    private final RateLimit limit;
    private final ClientAddress clientAddress;
    private final LongSupplier nanoTime;
    private final Map<String, ArrayDeque<Long>> clients = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, ArrayDeque<Long>> eldest) {
            return size() > MAX_CLIENTS;
        }
    };

    RateLimiter(RateLimit limit, ClientAddress clientAddress, LongSupplier nanoTime) {
        this.limit = limit;
        this.clientAddress = clientAddress;
        this.nanoTime = nanoTime;
    }

    @Override
    public void handle(Context ctx) {
        if (isExempt(ctx.path()) || admits(clientAddress.of(ctx))) {
            return;
        }
        var seconds = limit.per().toSeconds();
        var message = "Rate limit exceeded";
        ctx.header("Retry-After", Long.toString(seconds));
        ctx.header("X-RateLimit-Limit", Integer.toString(limit.requests()));
        ctx.header("X-RateLimit-Window", Long.toString(seconds));
        ctx.status(429)
                .json(new Refusal(message, seconds, message, HttpCodes.RATE_LIMITED))
                .skipRemainingHandlers();
    }

    /** An {@link ErrorView} with what existing clients read besides. */
    private record Refusal(String error, long retryAfter, String detail, String code) {}

    synchronized boolean admits(String client) {
        long now = nanoTime.getAsLong();
        var times = clients.computeIfAbsent(client, key -> new ArrayDeque<>());
        while (!times.isEmpty() && now - times.peekFirst() >= limit.per().toNanos()) {
            times.removeFirst();
        }
        if (times.size() >= limit.requests()) {
            return false;
        }
        times.addLast(now);
        return true;
    }

    private static boolean isExempt(String path) {
        return EXEMPT.contains(path)
                || path.startsWith("/docs/")
                || path.startsWith("/static/")
                || path.startsWith("/favicon.");
    }
}
