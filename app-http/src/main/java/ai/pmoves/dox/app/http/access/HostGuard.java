package ai.pmoves.dox.app.http.access;

import ai.pmoves.dox.app.IpAddresses;
import ai.pmoves.dox.app.http.config.HttpConfig;
import ai.pmoves.dox.app.http.support.HttpCodes;
import ai.pmoves.dox.app.http.support.HttpFailure;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.util.List;
import java.util.Locale;

/**
 * Refuses requests under names that are not the server's. A page from anywhere can have its own name lead to
 * 127.0.0.1 (DNS rebinding) and would then read a server that trusts this machine; the name gives it away.
 */
final class HostGuard implements Handler {
    private final List<String> allowed;

    private HostGuard(List<String> allowed) {
        this.allowed = allowed;
    }

    /** Lets everything pass if the server listens to other machines, which call it by names that it cannot know. */
    static Handler of(HttpConfig config) {
        boolean open = config.allowedHosts().isEmpty()
                ? !config.isLoopback()
                : config.allowedHosts().contains("*");
        return open ? ctx -> {} : new HostGuard(config.allowedHosts());
    }

    @Override
    public void handle(Context ctx) {
        var host = ctx.header("Host");
        if (host != null && !isAllowed(name(host))) {
            throw new HttpFailure(
                    421,
                    HttpCodes.HOST_REFUSED,
                    "This server is not called '%s'. Call it localhost, or name what it is called in ALLOWED_HOSTS."
                            .formatted(name(host)));
        }
    }

    private boolean isAllowed(String name) {
        return IpAddresses.isLoopback(name) || allowed.stream().anyMatch(name::equalsIgnoreCase);
    }

    /** The name without the port. */
    private static String name(String host) {
        return host.strip().toLowerCase(Locale.ROOT).replaceFirst(":\\d*$", "");
    }
}
