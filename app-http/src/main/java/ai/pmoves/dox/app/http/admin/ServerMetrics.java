package ai.pmoves.dox.app.http.admin;

import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * The metrics of a server and of the library in this process, for Prometheus. From the start to the end of the server it
 * is one of the registries in {@link Metrics#globalRegistry}, to which the library reports. Safe for use by many threads.
 */
public final class ServerMetrics implements AutoCloseable {
    static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private static final String REQUESTS = "http.server.requests";

    /** Upper ends of the buckets of histograms, in milliseconds. */
    private static final double[] BUCKETS = Stream.of(
                    1, 2.5, 5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 30_000, 60_000)
            .mapToDouble(ms -> ms.doubleValue() * TimeUnit.MILLISECONDS.toNanos(1))
            .toArray();

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

    public ServerMetrics() {
        registry.config().meterFilter(new Buckets());
        Metrics.addRegistry(registry);
    }

    /** Gives our timers the same buckets; those of the connection pools stay without. */
    private static final class Buckets implements MeterFilter {
        @Override
        public DistributionStatisticConfig configure(Meter.Id id, DistributionStatisticConfig config) {
            boolean isOurs = id.getName().startsWith("pmoves.") || id.getName().equals(REQUESTS);
            return isOurs && id.getType() == Meter.Type.TIMER
                    ? DistributionStatisticConfig.builder()
                            .serviceLevelObjectives(BUCKETS)
                            .build()
                            .merge(config)
                    : config;
        }
    }

    /** Has every request measured, by its route and not by its path, of which there is no end. */
    public void addTo(JavalinConfig config) {
        config.requestLogger.http(this::record);
    }

    private void record(Context ctx, float milliseconds) {
        var route = ctx.endpoints().matchedHttpEndpoint();
        Timer.builder(REQUESTS)
                .description("Answers by route and status")
                .tag("method", route == null ? "none" : route.method.name())
                .tag("uri", route == null ? "none" : route.path)
                .tag("status", Integer.toString(ctx.statusCode()))
                .register(registry)
                .record(Duration.ofNanos((long) (milliseconds * TimeUnit.MILLISECONDS.toNanos(1))));
    }

    /** Adds a gauge, unless it is there already. */
    <T> void gauge(String name, String description, T source, ToDoubleFunction<T> value, String... tags) {
        Gauge.builder(name, source, value)
                .description(description)
                .tags(tags)
                .strongReference(true)
                .register(registry);
    }

    /** All metrics in the text form of Prometheus. */
    String text() {
        return registry.scrape(CONTENT_TYPE);
    }

    @Override
    public void close() {
        Metrics.removeRegistry(registry);
        registry.close();
    }
}
