package ai.pmoves.dox.app.http;

import ai.pmoves.dox.ports.store.FactRepository;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.Optional;

/** The numbers that were read from artifacts. */
final class FactRoutes implements RouteGroup {
    private final FactRepository facts;

    FactRoutes(FactRepository facts) {
        this.facts = facts;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.get("/facts", this::list);
    }

    private void list(Context ctx) {
        var reportWeek = Params.text(ctx, "report_week");
        Lists.answer(ctx, "facts", page -> facts.list(reportWeek, Optional.empty(), page), FactView::of);
    }
}
