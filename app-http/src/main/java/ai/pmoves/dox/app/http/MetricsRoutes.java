package ai.pmoves.dox.app.http;

import ai.pmoves.dox.application.Tasks;
import ai.pmoves.dox.domain.HrmRun;
import ai.pmoves.dox.ports.store.Store;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.Map;

/** Figures for people and for a metrics collector. */
final class MetricsRoutes implements RouteGroup {
    private final Store store;
    private final Tasks tasks;
    private final ModelStatus model;
    private final Uptime uptime;

    MetricsRoutes(Store store, Tasks tasks, ModelStatus model, Uptime uptime) {
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
        var totals = store.hrmRuns().totals();
        var body = new LinkedHashMap<String, Object>();
        body.put("total_runs", totals.runs());
        body.put("avg_steps", rounded(totals.averageSteps()));
        body.put("avg_latency_ms", rounded(totals.averageLatencyMs()));
        body.put("last", totals.last() == null ? Map.of() : last(totals.last()));
        ctx.json(body);
    }

    private static Map<String, Object> last(HrmRun run) {
        var last = new LinkedHashMap<String, Object>();
        last.put("steps", run.steps());
        last.put("latency_ms", rounded(run.latency().toNanos() / 1e6));
        last.put("payload", run.payload());
        return last;
    }

    private static double rounded(double value) {
        return BigDecimal.valueOf(value).setScale(3, RoundingMode.HALF_EVEN).doubleValue();
    }

    private void prometheus(Context ctx) {
        var totals = store.hrmRuns().totals();
        var text = new PrometheusText()
                .counter("pmoves_hrm_total_runs", "Halting-reasoning runs", totals.runs())
                .gauge("pmoves_hrm_avg_steps", "Average steps of a run", rounded(totals.averageSteps()))
                .gauge(
                        "pmoves_hrm_avg_latency_ms",
                        "Average time of a run in milliseconds",
                        rounded(totals.averageLatencyMs()))
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
