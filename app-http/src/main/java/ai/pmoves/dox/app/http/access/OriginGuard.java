package ai.pmoves.dox.app.http.access;

import ai.pmoves.dox.app.http.config.Browsers;
import ai.pmoves.dox.app.http.support.HttpCodes;
import ai.pmoves.dox.app.http.support.HttpFailure;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Refuses whatever may change something if a page of a foreign origin asks for it: browsers send forms anywhere,
 * and only then look whether the page may read the answer. Programs send no origin and are not concerned.
 */
final class OriginGuard implements Handler {
    private static final Set<HandlerType> READING = Set.of(HandlerType.GET, HandlerType.HEAD, HandlerType.OPTIONS);

    private static final Set<String> FOREIGN = Set.of("cross-site", "same-site");

    private final Browsers browsers;

    OriginGuard(Browsers browsers) {
        this.browsers = browsers;
    }

    @Override
    public void handle(Context ctx) {
        if (READING.contains(ctx.method())) {
            return;
        }
        var origin = ctx.header("Origin");
        if (origin == null) {
            refuseForeign(ctx.header("Sec-Fetch-Site"));
        } else if (!browsers.isFrontend(origin) && !isOwn(origin, ctx.header("Host"))) {
            throw new HttpFailure(
                    403,
                    HttpCodes.ORIGIN_REFUSED,
                    "Pages of '%s' may not change anything here. FRONTEND_ORIGIN names those that may."
                            .formatted(origin));
        }
    }

    /** Some requests of pages have no origin; browsers still tell that a page of another site makes them. */
    private static void refuseForeign(@Nullable String site) {
        if (site != null && FOREIGN.contains(site.strip().toLowerCase(Locale.ROOT))) {
            throw new HttpFailure(
                    403,
                    HttpCodes.ORIGIN_REFUSED,
                    "A page of another site (Sec-Fetch-Site: %s) may not change anything here.".formatted(site));
        }
    }

    /** Whether the page came from this server; a proxy before it may speak HTTPS where the server does not. */
    private static boolean isOwn(String origin, @Nullable String host) {
        var own = host == null ? "" : host.strip().toLowerCase(Locale.ROOT);
        var page = origin.toLowerCase(Locale.ROOT);
        return page.equals("http://" + own.replaceFirst(":80$", ""))
                || page.equals("https://" + own.replaceFirst(":443$", ""));
    }
}
