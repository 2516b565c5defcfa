package ai.pmoves.dox.app.http;

import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.ports.search.ChunkIndex.ChunkCounts;
import ai.pmoves.dox.ports.search.Embedder;
import ai.pmoves.dox.ports.store.Store;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How the server is set up, for people and user interfaces. */
final class ConfigRoutes implements RouteGroup {
    private static final Logger LOG = LoggerFactory.getLogger(ConfigRoutes.class);

    private final Store store;
    private final HttpConfig config;
    private final ModelStatus model;
    private final OllamaProbe ollama;
    private final LatestValue<Optional<ChunkCounts>> chunks;

    ConfigRoutes(Store store, HttpConfig config, ModelStatus model, OllamaProbe ollama) {
        this.store = store;
        this.config = config;
        this.model = model;
        this.ollama = ollama;
        this.chunks = new LatestValue<>(Optional.empty(), Duration.ZERO, this::countChunks);
    }

    /** Empty without a model, or while the store cannot be asked: that is told in its own place. */
    private Optional<ChunkCounts> countChunks() {
        try {
            return model.find().map(embedder -> store.chunks().count(embedder.model()));
        } catch (DoxException e) {
            LOG.debug("event=config.no-counts reason=\"{}\"", e.getMessage());
            return Optional.empty();
        }
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.get("/config", this::config);
    }

    private void config(Context ctx) {
        var around = config.surroundings();
        var embedder = model.find().orElse(null);
        ctx.json(ordered(
                "vlm_repo", around.vlmRepo().orElse(null),
                "database", database(around),
                "hf_auth", around.hfAuth(),
                "frontend_origin", String.join(",", config.browsers().frontendOrigins()),
                "gpu", gpu(embedder),
                "ollama", ordered("available", ollama.isAvailable(), "base_url", around.ollamaBaseUrl()),
                "offline", around.offline(),
                "open_pdf_enabled", config.openPdfEnabled(),
                "deployment", deployment(around),
                "search", search(embedder)));
    }

    private Map<String, @Nullable Object> database(Surroundings around) {
        return ordered(
                "configured", around.databaseConfigured(),
                "active", around.databaseActive(),
                "dual_write", around.dualWrite(),
                "supabase_error",
                        store.name().equals("supabase") ? store.health().problem() : null,
                "store", StoreView.of(store.name(), store.health()));
    }

    private static Map<String, @Nullable Object> gpu(@Nullable Embedder embedder) {
        boolean gpu = embedder != null && !embedder.device().equals("cpu");
        return ordered(
                "available", gpu,
                "device_count", gpu ? 1 : 0,
                "names", gpu ? List.of(embedder.device()) : List.of());
    }

    private static Map<String, @Nullable Object> deployment(Surroundings around) {
        return ordered(
                "mode", around.docked() ? "docked" : "standalone",
                "nats_url", around.natsUrl(),
                "tensorzero_url", around.tensorzeroUrl(),
                "supabase_url", around.supabaseUrl(),
                "ollama_url", around.ollamaBaseUrl());
    }

    private Map<String, @Nullable Object> search(@Nullable Embedder embedder) {
        if (embedder == null) {
            return ordered("model", null, "dimension", null, "device", null, "pending", null, "chunks", null);
        }
        var counts = chunks.get();
        return ordered(
                "model", embedder.model().name(),
                "dimension", embedder.model().dimension(),
                "device", embedder.device(),
                "pending", counts.map(ChunkCounts::pending).orElse(null),
                "chunks", counts.map(ChunkCounts::chunks).orElse(null));
    }

    private static Map<String, @Nullable Object> ordered(@Nullable Object... namesAndValues) {
        var map = new LinkedHashMap<String, @Nullable Object>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            map.put(String.valueOf(namesAndValues[i]), namesAndValues[i + 1]);
        }
        return map;
    }
}
