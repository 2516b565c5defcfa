package ai.pmoves.dox.app.http.library;

import ai.pmoves.dox.app.http.support.Lists;
import ai.pmoves.dox.app.http.support.Params;
import ai.pmoves.dox.app.http.support.RouteGroup;
import ai.pmoves.dox.ports.store.LogFilter;
import ai.pmoves.dox.ports.store.LogRepository;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;

/** The log entries, as JSON and as a table. */
public final class LogRoutes implements RouteGroup {
    private final LogRepository logs;

    public LogRoutes(LogRepository logs) {
        this.logs = logs;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.get("/logs", this::list);
        routes.get("/logs/export", this::export);
    }

    private void list(Context ctx) {
        var filter = filter(ctx);
        Lists.answer(ctx, "logs", page -> logs.list(filter, page), LogView::of);
    }

    private void export(Context ctx) {
        var filter = filter(ctx);
        LogCsv.answer(ctx, page -> logs.list(filter, page));
    }

    private static LogFilter filter(Context ctx) {
        return new LogFilter(
                Params.text(ctx, "level"),
                Params.text(ctx, "code"),
                Params.text(ctx, "q"),
                Params.id(ctx, "document_id"),
                Params.from(ctx),
                Params.to(ctx));
    }
}
