package ai.pmoves.dox.app.http.access;

import ai.pmoves.dox.app.http.config.HttpConfig;
import ai.pmoves.dox.app.http.support.Errors;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;

/** What happens to every request before its route, in this order. */
public final class Middleware {
    private Middleware() {}

    public static void addTo(JavalinConfig config, HttpConfig http) {
        var headers = SecurityHeaders.of(http.browsers());
        config.routes.before(ctx -> headers.forEach(ctx::header));
        config.routes.before(HostGuard.of(http));
        config.routes.before(new Cors(http.browsers()));
        config.routes.before(new OriginGuard(http.browsers()));
        http.rateLimit()
                .ifPresent(limit -> config.routes.before(
                        new RateLimiter(limit, new ClientAddress(http.trustedProxies()), System::nanoTime)));
        config.routes.before(new TrailingSlash(config.unsafe.internalRouter));
        config.routes.before(ctx -> refuseTooLarge(ctx, http.maxRequestBytes()));
    }

    private static void refuseTooLarge(Context ctx, long maxBytes) {
        if (ctx.req().getContentLengthLong() > maxBytes) {
            throw Errors.requestTooLarge();
        }
    }
}
