package ai.pmoves.dox.app.http.admin;

import ai.pmoves.dox.app.http.config.Addresses;
import ai.pmoves.dox.app.http.support.Millis;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.ports.store.RestHealth;
import ai.pmoves.dox.ports.store.Store;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How the store is, as clients see it; what does not apply is left out. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
record StoreView(
        String name,
        String status,
        @Nullable String error,
        @Nullable String code,
        Map<String, String> versions,
        List<String> warnings,
        LatencyView latency,
        @Nullable Rest rest) {

    /** How the REST side is; a problem of it is none of the store's. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Rest(
            String status,
            @Nullable String error,
            @Nullable Long seenSecondsAgo,
            @Nullable Double latencyMs) {
        static Rest of(RestHealth health) {
            return new Rest(
                    health.isAvailable() ? "ok" : "unavailable",
                    health.problem(),
                    health.seenAgo() == null ? null : health.seenAgo().toSeconds(),
                    health.latency() == null ? null : Millis.of(health.latency()));
        }
    }

    static StoreView of(Store store) {
        var health = store.health();
        return new StoreView(
                store.name(),
                health.isAvailable() ? "ok" : "unavailable",
                Addresses.hide(health.problem()),
                health.isAvailable() ? null : ErrorCode.STORE_UNAVAILABLE.text(),
                health.versions(),
                health.warnings(),
                LatencyView.of(store.latencies()),
                health.rest() == null ? null : Rest.of(health.rest()));
    }

    @JsonIgnore
    boolean isOk() {
        return error == null;
    }
}
