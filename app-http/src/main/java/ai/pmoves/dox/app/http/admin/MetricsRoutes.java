package ai.pmoves.dox.app.http.admin;

import ai.pmoves.dox.app.http.ingest.TaskView;
import ai.pmoves.dox.app.http.support.Millis;
import ai.pmoves.dox.app.http.support.Params;
import ai.pmoves.dox.app.http.support.RouteGroup;
import ai.pmoves.dox.app.http.tagging.HrmMetricsView;
import ai.pmoves.dox.application.ingest.Tasks;
import ai.pmoves.dox.ports.store.HrmFilter;
import ai.pmoves.dox.ports.store.Store;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;

/** Figures for people and for a metrics collector. */
public final class MetricsRoutes implements RouteGroup {
    private final Store store;
    private final Tasks tasks;
    private final ModelStatus model;
    private final Uptime uptime;

    public MetricsRoutes(Store store, Tasks tasks, ModelStatus model, Uptime uptime) {
        this.store = store;
        this.tasks = tasks;
        this.model = model;
        this.uptime = uptime;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.get("/metrics", this::prometheus);
        routes.get("/metrics/hrm", this::hrm);
    }

    private void hrm(Context ctx) {
        var filter =
                new HrmFilter(Params.text(ctx, "kind"), Params.text(ctx, "device"), Params.from(ctx), Params.to(ctx));
        ctx.json(HrmMetricsView.of(store.hrmRuns().figures(filter)));
    }

    private void prometheus(Context ctx) {
        var totals = store.hrmRuns().figures(HrmFilter.ALL);
        var text = new PrometheusText()
                .counter("pmoves_hrm_total_runs", "Halting-reasoning runs", totals.runs())
                .gauge("pmoves_hrm_avg_steps", "Average steps of a run", Millis.rounded(totals.averageSteps()))
                .gauge(
                        "pmoves_hrm_avg_latency_ms",
                        "Average time of a run in milliseconds",
                        Millis.rounded(totals.averageLatencyMs()))
                .gauge("pmoves_uptime_seconds", "Seconds since the server started", uptime.seconds());
        var all = tasks.list();
        for (var state : Tasks.State.values()) {
            text.labelled(
                    "pmoves_tasks",
                    "Background tasks by state",
                    "state",
                    TaskView.word(state),
                    TaskView.count(all, state));
        }
        text.gauge(
                "pmoves_model_loaded",
                "1 once the embedding model is loaded",
                model.find().isPresent() ? 1 : 0);
        model.find().ifPresent(embedder -> {
            var counts = store.chunks().count(embedder.model());
            text.gauge("pmoves_search_chunks", "Chunks that a search can find", counts.chunks());
            text.gauge("pmoves_search_pending_embeddings", "Chunks that wait for a vector", counts.pending());
        });
        ctx.contentType("text/plain; version=0.0.4; charset=utf-8").result(text.toString());
    }
}
