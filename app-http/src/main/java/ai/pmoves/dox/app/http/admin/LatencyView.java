package ai.pmoves.dox.app.http.admin;

import ai.pmoves.dox.app.http.support.Millis;
import ai.pmoves.dox.ports.measure.Latencies;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How long calls took in the last minutes, as clients see it; times are left out while there are none. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record LatencyView(
        long count,
        @JsonProperty("p50_ms") @Nullable Double p50,
        @JsonProperty("p95_ms") @Nullable Double p95,
        @JsonProperty("p99_ms") @Nullable Double p99) {

    static LatencyView of(Latencies latencies) {
        return new LatencyView(
                latencies.count(),
                millis(latencies, latencies.p50()),
                millis(latencies, latencies.p95()),
                millis(latencies, latencies.p99()));
    }

    private static @Nullable Double millis(Latencies latencies, Duration time) {
        return latencies.count() == 0 ? null : Millis.of(time);
    }
}
