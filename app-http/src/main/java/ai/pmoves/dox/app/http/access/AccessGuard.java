package ai.pmoves.dox.app.http.access;

import ai.pmoves.dox.app.AccessConfig;
import ai.pmoves.dox.app.access.Caller;
import ai.pmoves.dox.app.access.Callers;
import ai.pmoves.dox.app.access.Role;
import ai.pmoves.dox.app.access.SignedLinks;
import ai.pmoves.dox.app.http.support.HttpCodes;
import ai.pmoves.dox.app.http.support.HttpFailure;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets only those read and write who may, by the key, the token or the signature that the request shows. For requests that have a
 * route: where there is none, there is nothing to guard. Safe for use by many threads; the server closes it.
 */
public final class AccessGuard implements Handler, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AccessGuard.class);

    private final Callers callers;
    private final SignedLinks links;

    public AccessGuard(AccessConfig config, SignedLinks links) {
        this.callers = Callers.of(config);
        this.links = links;
    }

    @Override
    public void handle(Context ctx) {
        var needed = Access.of(ctx);
        if (needed == Access.PUBLIC) {
            return;
        }
        var caller = callers.identify(ctx.header("Authorization"), ctx.header("apikey"));
        var signature = LinkTarget.signature(ctx);
        if (caller instanceof Caller.Nobody && needed == Access.READ && !signature.isEmpty()) {
            checkLink(LinkTarget.of(ctx), signature);
        } else {
            check(needed, caller);
        }
    }

    private void checkLink(Optional<LinkTarget> target, String signature) {
        if (target.filter(link -> links.isSigned(link.address(), signature)).isEmpty()) {
            throw unauthorized(
                    HttpCodes.AUTH_FAILED, "The link is not good, or not any more", "Bearer error=\"invalid_token\"");
        }
    }

    private static void check(Access needed, Caller caller) {
        switch (caller) {
            case Caller.Known known -> {
                if (!needed.isFor(known.role())) {
                    throw forbidden(needed, known.role());
                }
            }
            case Caller.Nobody nobody ->
                throw unauthorized(HttpCodes.AUTH_MISSING, "Missing Authorization header", "Bearer");
            case Caller.Unnamed unnamed ->
                throw unauthorized(
                        HttpCodes.AUTH_NO_USER,
                        "Token does not contain user identifier",
                        "Bearer error=\"invalid_token\"");
            case Caller.Refused refused -> {
                LOG.info("event=auth.refused reason=\"{}\"", refused.reason());
                throw unauthorized(HttpCodes.AUTH_FAILED, "Authentication failed", "Bearer error=\"invalid_token\"");
            }
            case Caller.Unverifiable unverifiable ->
                throw new HttpFailure(
                        503,
                        HttpCodes.AUTH_UNAVAILABLE,
                        "The token cannot be verified at the moment: the project's keys cannot be fetched.",
                        Map.of("Retry-After", "5"));
        }
    }

    private static HttpFailure unauthorized(String code, String detail, String challenge) {
        return new HttpFailure(401, code, detail, Map.of("WWW-Authenticate", challenge));
    }

    private static HttpFailure forbidden(Access needed, Role role) {
        var detail = "The role %s may not %s here; %s may."
                .formatted(
                        role.text(),
                        needed == Access.READ ? "read" : "write",
                        needed == Access.READ ? "authenticated and service_role" : "service_role");
        return new HttpFailure(
                403,
                HttpCodes.AUTH_FORBIDDEN,
                detail,
                Map.of("WWW-Authenticate", "Bearer error=\"insufficient_scope\""));
    }

    @Override
    public void close() {
        callers.close();
    }
}
