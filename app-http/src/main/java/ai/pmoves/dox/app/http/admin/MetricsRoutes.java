package ai.pmoves.dox.app.http.admin;

import ai.pmoves.dox.app.http.ingest.TaskView;
import ai.pmoves.dox.app.http.support.Millis;
import ai.pmoves.dox.app.http.support.Params;
import ai.pmoves.dox.app.http.support.RouteGroup;
import ai.pmoves.dox.app.http.tagging.HrmMetricsView;
import ai.pmoves.dox.application.ingest.Tasks;
import ai.pmoves.dox.application.ingest.Tasks.Task;
import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.hrm.HrmFigures;
import ai.pmoves.dox.ports.search.ChunkIndex.ChunkCounts;
import ai.pmoves.dox.ports.store.HrmFilter;
import ai.pmoves.dox.ports.store.Store;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Figures for people and for a metrics collector. */
public final class MetricsRoutes implements RouteGroup {
    private static final Logger LOG = LoggerFactory.getLogger(MetricsRoutes.class);
    private static final Figures NONE_YET =
            new Figures(new HrmFigures(new TreeMap<>(), 0, null, 0, 0, 0, null), List.of(), Optional.empty());

    private final Store store;
    private final Tasks tasks;
    private final ModelStatus model;
    private final ServerMetrics metrics;
    private volatile Figures figures = NONE_YET;

    /** Figures that are read from the store, once for each answer. */
    private record Figures(HrmFigures hrm, List<Task> tasks, Optional<ChunkCounts> chunks) {}

    public MetricsRoutes(Store store, Tasks tasks, ModelStatus model, Uptime uptime, ServerMetrics metrics) {
        this.store = store;
        this.tasks = tasks;
        this.model = model;
        this.metrics = metrics;
        gauge("pmoves_hrm_total_runs", "Halting-reasoning runs", now -> now.hrm()
                .runs());
        gauge(
                "pmoves_hrm_avg_steps",
                "Average steps of a run",
                now -> Millis.rounded(now.hrm().averageSteps()));
        gauge(
                "pmoves_hrm_avg_latency_ms",
                "Average time of a run in milliseconds",
                now -> Millis.rounded(now.hrm().averageLatencyMs()));
        for (var state : Tasks.State.values()) {
            gauge(
                    "pmoves_tasks",
                    "Background tasks by state",
                    now -> TaskView.count(now.tasks(), state),
                    "state",
                    TaskView.word(state));
        }
        metrics.gauge("pmoves_uptime_seconds", "Seconds since the server started", uptime, Uptime::seconds);
        metrics.gauge(
                "pmoves_model_loaded",
                "1 once the embedding model is loaded",
                model,
                status -> status.find().isPresent() ? 1 : 0);
    }

    private void gauge(String name, String description, ToDoubleFunction<Figures> value, String... tags) {
        metrics.gauge(name, description, this, routes -> value.applyAsDouble(routes.figures), tags);
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
        figures = current();
        if (figures.chunks().isPresent()) {
            gauge("pmoves_search_chunks", "Chunks that a search can find", now -> now.chunks()
                    .map(ChunkCounts::chunks)
                    .orElse(0L));
            gauge("pmoves_search_pending_embeddings", "Chunks that wait for a vector", now -> now.chunks()
                    .map(ChunkCounts::pending)
                    .orElse(0L));
        }
        ctx.contentType(ServerMetrics.CONTENT_TYPE).result(metrics.text());
    }

    /** The figures of the store, or the last ones while it does not answer: the other metrics show the outage. */
    private Figures current() {
        try {
            var chunks = model.find().map(embedder -> store.chunks().count(embedder.model()));
            return new Figures(store.hrmRuns().figures(HrmFilter.ALL), tasks.list(), chunks);
        } catch (DoxException e) {
            LOG.warn(
                    "event=metrics.store-figures-kept code={} reason=\"{}\"",
                    e.code().text(),
                    e.getMessage());
            var last = figures;
            return new Figures(last.hrm(), tasks.list(), last.chunks());
        }
    }
}
