package ai.pmoves.dox.app.http.admin;

import ai.pmoves.dox.app.OperatorWords;
import ai.pmoves.dox.app.SyncView;
import ai.pmoves.dox.app.http.config.Addresses;
import ai.pmoves.dox.app.http.config.DeploymentInfo;
import ai.pmoves.dox.app.http.config.HttpConfig;
import ai.pmoves.dox.domain.search.ModelId;
import ai.pmoves.dox.ports.search.ChunkIndex.ChunkCounts;
import ai.pmoves.dox.ports.search.Embedder;
import ai.pmoves.dox.replication.mirror.PairStatus;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How the server is set up, as clients see it. */
record ConfigView(
        @Nullable String vlmRepo,
        Database database,
        boolean hfAuth,
        String frontendOrigin,
        Gpu gpu,
        Ollama ollama,
        boolean offline,
        boolean openPdfEnabled,
        Deployment deployment,
        Search search) {

    /**
     * @param embedder the model, if it is loaded
     * @param counts of the chunks, if there is a model and they are known
     * @param searches how long they took
     * @param pair how two stores are one, if there are two
     * @param sync how they keep up with each other, if that is known
     */
    static ConfigView of(
            HttpConfig config,
            StoreView store,
            boolean ollama,
            Optional<Embedder> embedder,
            Optional<ChunkCounts> counts,
            LatencyView searches,
            Optional<PairStatus> pair,
            Optional<SyncView> sync) {
        var around = config.surroundings();
        return new ConfigView(
                around.vlmRepo().orElse(null),
                pair.map(status -> Database.of(around, store, status, sync))
                        .orElseGet(() -> Database.of(around, store)),
                around.hfAuth(),
                String.join(",", config.browsers().frontendOrigins()),
                Gpu.of(embedder.map(Embedder::device).filter(device -> !device.equals("cpu"))),
                new Ollama(ollama, around.ollamaBaseUrl()),
                around.offline(),
                config.openPdfEnabled(),
                Deployment.of(around),
                Search.of(embedder, counts, searches));
    }

    /** Which store there is, and how two are one; what does not apply is null or left out. */
    record Database(
            String configured,
            String active,
            boolean dualWrite,
            @Nullable String supabaseError,
            StoreView store,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            PairView pair,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            SyncView sync) {
        static Database of(DeploymentInfo around, StoreView store) {
            return new Database(
                    around.databaseConfigured(),
                    around.databaseConfigured(),
                    false,
                    store.name().equals("supabase") ? store.error() : null,
                    store,
                    null,
                    null);
        }

        static Database of(DeploymentInfo around, StoreView store, PairStatus status, Optional<SyncView> sync) {
            var pair = PairView.of(status);
            return new Database(
                    around.databaseConfigured(),
                    "dual:%s+%s".formatted(pair.primary(), pair.secondary()),
                    true,
                    status.hubProblem()
                            .map(OperatorWords::told)
                            .map(Addresses::hide)
                            .orElse(null),
                    store,
                    pair,
                    sync.orElse(null));
        }
    }

    /** What the model runs on besides the processor. */
    record Gpu(boolean available, int deviceCount, List<String> names) {
        static Gpu of(Optional<String> device) {
            return new Gpu(
                    device.isPresent(),
                    device.isPresent() ? 1 : 0,
                    device.stream().toList());
        }
    }

    /** The model server. */
    record Ollama(boolean available, String baseUrl) {}

    /** What the server runs within. */
    record Deployment(String mode, String natsUrl, String tensorzeroUrl, String supabaseUrl, String ollamaUrl) {
        static Deployment of(DeploymentInfo around) {
            return new Deployment(
                    around.docked() ? "docked" : "standalone",
                    around.natsUrl(),
                    around.tensorzeroUrl(),
                    around.supabaseUrl(),
                    around.ollamaBaseUrl());
        }
    }

    /** The model and the index, all null until the model is loaded, and how long searches take. */
    record Search(
            @Nullable String model,
            @Nullable Integer dimension,
            @Nullable String device,
            @Nullable Long pending,
            @Nullable Long chunks,
            LatencyView latency) {
        static Search of(Optional<Embedder> embedder, Optional<ChunkCounts> counts, LatencyView latency) {
            var model = embedder.map(Embedder::model);
            return new Search(
                    model.map(ModelId::name).orElse(null),
                    model.map(ModelId::dimension).orElse(null),
                    embedder.map(Embedder::device).orElse(null),
                    counts.map(ChunkCounts::pending).orElse(null),
                    counts.map(ChunkCounts::chunks).orElse(null),
                    latency);
        }
    }
}
