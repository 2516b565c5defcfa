package ai.pmoves.dox.app.http.admin;

import ai.pmoves.dox.app.SyncView;
import ai.pmoves.dox.app.http.config.Addresses;
import ai.pmoves.dox.app.http.config.HttpConfig;
import ai.pmoves.dox.app.http.support.LatestValue;
import ai.pmoves.dox.app.http.support.RouteGroup;
import ai.pmoves.dox.application.search.SearchChunks;
import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.library.Dox;
import ai.pmoves.dox.ports.search.ChunkIndex.ChunkCounts;
import ai.pmoves.dox.ports.store.Store;
import ai.pmoves.dox.replication.changes.Replicator;
import ai.pmoves.dox.replication.changes.SyncStatus;
import ai.pmoves.dox.replication.mirror.MirroredStore;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How the server is set up, for people and user interfaces; told without waiting for anything. */
public final class ConfigRoutes implements RouteGroup {
    private static final Logger LOG = LoggerFactory.getLogger(ConfigRoutes.class);
    private static final Duration SYNC_NOW = Duration.ofSeconds(1);

    private final Store store;
    private final Optional<MirroredStore> pair;
    private final SearchChunks search;
    private final HttpConfig config;
    private final ModelStatus model;
    private final OllamaProbe ollama;
    private final LatestValue<Optional<ChunkCounts>> chunks;
    private final LatestValue<Optional<SyncView>> sync;

    public ConfigRoutes(Dox dox, HttpConfig config, ModelStatus model, OllamaProbe ollama) {
        this.store = dox.store();
        this.pair = dox.pair();
        this.search = dox.searchChunks();
        this.config = config;
        this.model = model;
        this.ollama = ollama;
        this.chunks = new LatestValue<>(Optional.empty(), Duration.ZERO, this::countChunks);
        this.sync = new LatestValue<>(Optional.empty(), Duration.ZERO, this::askPair);
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

    /** Empty with one store, or while the embedded one cannot be asked. */
    private Optional<SyncView> askPair() {
        return ask(Replicator::status);
    }

    /** What the embedded store alone knows of it, which takes no call over a network. */
    private Optional<SyncView> askEdge() {
        return ask(Replicator::statusOfEdge);
    }

    private Optional<SyncView> ask(Function<Replicator, SyncStatus> question) {
        try {
            return pair.flatMap(MirroredStore::replicator)
                    .map(question)
                    .map(status -> SyncView.of(status, Instant.now()))
                    .map(view -> view.withError(Addresses.hide(view.error())));
        } catch (DoxException e) {
            LOG.debug("event=config.no-sync reason=\"{}\"", e.getMessage());
            return Optional.empty();
        }
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.get("/config", this::config);
    }

    private void config(Context ctx) {
        ctx.json(ConfigView.of(
                config,
                StoreView.of(store),
                ollama.isAvailable(),
                model.find(),
                chunks.get(),
                LatencyView.of(search.latencies()),
                pair.map(MirroredStore::status),
                sync.getWithin(SYNC_NOW, this::askEdge)));
    }
}
