package ai.pmoves.dox.app.http.access;

import ai.pmoves.dox.app.access.SignedLinks;
import ai.pmoves.dox.app.http.support.InvalidRequest;
import ai.pmoves.dox.app.http.support.Params;
import ai.pmoves.dox.app.http.support.RouteGroup;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.List;

/** Gives out links to files that a browser can open in a tab, where it sends no header. */
public final class LinkRoutes implements RouteGroup {
    private final SignedLinks links;

    public LinkRoutes(SignedLinks links) {
        this.links = links;
    }

    /** @param expiresAt in ISO form, UTC */
    private record Link(String url, String expiresAt) {}

    @Override
    public void addTo(RoutesConfig routes) {
        routes.get("/links", this::link);
    }

    private void link(Context ctx) {
        var to = Params.required(ctx, "to");
        var target = LinkTarget.parse(to)
                .orElseThrow(() -> new InvalidRequest(
                        "value_error",
                        List.of("query", "to"),
                        "Value error, links lead to /download, /open/pdf and /logs/export",
                        to));
        var signature = links.sign(target.address());
        ctx.header("Cache-Control", "no-store")
                .json(new Link(
                        target.signedBy(signature.text()), signature.expiresAt().toString()));
    }
}
