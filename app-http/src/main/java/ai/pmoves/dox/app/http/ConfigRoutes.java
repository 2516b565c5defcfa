package ai.pmoves.dox.app.http;

import ai.pmoves.dox.ports.store.Store;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;

/** How the server is set up, for people and user interfaces. */
final class ConfigRoutes implements RouteGroup {
    private final Store store;
    private final HttpConfig config;
    private final ModelStatus model;
    private final OllamaProbe ollama;

    ConfigRoutes(Store store, HttpConfig config, ModelStatus model, OllamaProbe ollama) {
        this.store = store;
        this.config = config;
        this.model = model;
        this.ollama = ollama;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.get("/config", this::config);
    }

    private void config(Context ctx) {
        var embedder = model.find();
        var counts = embedder.map(loaded -> store.chunks().count(loaded.model()));
        ctx.json(ConfigView.of(config, ollama.isAvailable(), embedder, counts));
    }
}
