package ai.pmoves.dox.app.http.library;

import ai.pmoves.dox.app.http.support.Lists;
import ai.pmoves.dox.app.http.support.Params;
import ai.pmoves.dox.app.http.support.RouteGroup;
import ai.pmoves.dox.ports.store.FactRepository;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.Optional;

/** The numbers that were read from artifacts. */
public final class FactRoutes implements RouteGroup {
    private final FactRepository facts;

    public FactRoutes(FactRepository facts) {
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
