package ai.pmoves.dox.app.http.access;

import ai.pmoves.dox.app.http.config.Browsers;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import java.util.Optional;

/**
 * Lets pages of the configured origins call the API from a browser, with credentials unless that is every origin. For
 * development only.
 */
final class Cors implements Handler {
    private static final String METHODS = "DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT";
    private static final String MAX_AGE_SECONDS = "600";

    private final Browsers browsers;

    Cors(Browsers browsers) {
        this.browsers = browsers;
    }

    @Override
    public void handle(Context ctx) {
        var origin = ctx.header("Origin");
        if (!browsers.development() || origin == null) {
            return;
        }
        boolean allowed = browsers.isFrontend(origin);
        ctx.header("Vary", "Origin");
        if (browsers.allowsAnyOrigin()) {
            ctx.header("Access-Control-Allow-Origin", "*"); // a page of any site gets no credentials
        } else if (allowed) {
            ctx.header("Access-Control-Allow-Origin", origin);
            ctx.header("Access-Control-Allow-Credentials", "true");
        }
        if (ctx.method().equals(HandlerType.OPTIONS) && ctx.header("Access-Control-Request-Method") != null) {
            preflight(ctx, allowed);
        }
    }

    private static void preflight(Context ctx, boolean allowed) {
        ctx.header("Access-Control-Allow-Methods", METHODS);
        ctx.header("Access-Control-Max-Age", MAX_AGE_SECONDS);
        Optional.ofNullable(ctx.header("Access-Control-Request-Headers"))
                .ifPresent(names -> ctx.header("Access-Control-Allow-Headers", names));
        ctx.status(allowed ? 200 : 400)
                .contentType("text/plain")
                .result(allowed ? "OK" : "Disallowed CORS origin")
                .skipRemainingHandlers();
    }
}
