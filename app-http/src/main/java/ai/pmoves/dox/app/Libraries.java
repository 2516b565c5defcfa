package ai.pmoves.dox.app;

import ai.pmoves.dox.application.ingest.IngestLimits;
import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.embeddings.DjlEmbedder;
import ai.pmoves.dox.embeddings.EmbedderConfig;
import ai.pmoves.dox.embeddings.SearchDevice;
import ai.pmoves.dox.ingest.config.IngestConfig;
import ai.pmoves.dox.library.Dox;
import ai.pmoves.dox.library.DoxBuilder;
import ai.pmoves.dox.ports.search.Embedder;
import ai.pmoves.dox.ports.store.Store;
import ai.pmoves.dox.replication.mirror.PairOptions;
import java.time.Clock;
import java.util.function.UnaryOperator;

/** Opens the library that the configuration describes. */
public final class Libraries {
    private Libraries() {}

    /**
     * Opens everything that the configuration names for a server, making what is not there yet. Two stores that the
     * configuration names become a pair.
     *
     * @throws DoxException if a folder or the store cannot be opened, {@code sync.pair-refused} if two stores may not become
     *     a pair; nothing stays open
     */
    public static Dox open(DoxConfig config) {
        return open(config, pairOptions -> pairOptions);
    }

    /**
     * Opens everything as {@link #open} does, but makes no pair: two stores have to be one.
     *
     * @throws DoxException {@code sync.not-paired} if they are not, and as {@link #open}
     */
    public static Dox openForWriting(DoxConfig config) {
        return open(config, PairOptions::withoutMaking);
    }

    /**
     * Opens what it takes to read: nothing is made, migrated or changed.
     *
     * @throws DoxException {@code store.missing} if there is no library yet, or if it cannot be opened; nothing stays open
     */
    public static Dox openForReading(DoxConfig config) {
        return builder(config)
                .readOnly()
                .store(() -> Stores.openReadOnly(config.storage()))
                .build();
    }

    private static Dox open(DoxConfig config, UnaryOperator<PairOptions> making) {
        return builder(config).store(() -> store(config.storage(), making)).build();
    }

    private static DoxBuilder builder(DoxConfig config) {
        return Dox.builder()
                .home(config.home())
                .blobs(() -> Blobs.open(config))
                .embedder(() -> openEmbedder(config))
                .parsers(ingestConfig(config.ingest()))
                .limits(new IngestLimits(config.ingest().maxFileBytes()))
                .tagging(config.tagging().withDevice(DeviceName::ofThisMachine))
                .languageModels(config.models())
                .exports(config.exports())
                .words(OperatorWords::told);
    }

    private static Store store(DoxConfig.Storage storage, UnaryOperator<PairOptions> making) {
        if (storage.pair().isEmpty()) {
            return Stores.open(storage);
        }
        var pair = Stores.openPair(storage, making.apply(storage.pair().get()));
        pair.keep(storage.keepRemovals(), Clock.systemUTC());
        return pair;
    }

    /**
     * Loads the model by itself; the caller closes it.
     *
     * @throws DoxException {@code model.unavailable} and the like
     */
    public static Embedder openEmbedder(DoxConfig config) {
        return DjlEmbedder.open(embedderConfig(config.search()));
    }

    private static EmbedderConfig embedderConfig(DoxConfig.Search search) {
        var config = EmbedderConfig.DEFAULT.withDevice(SearchDevice.parse(search.device()));
        return search.modelDirectory().map(config::withModelDirectory).orElse(config);
    }

    private static IngestConfig ingestConfig(DoxConfig.Ingest ingest) {
        var defaults = IngestConfig.defaults();
        return new IngestConfig(
                ingest.limits(),
                defaults.webTimeout(),
                defaults.toolTimeout(),
                ingest.xpathMapFile().orElse(null),
                ingest.xpathMap().orElse(null),
                defaults.ffprobe(),
                defaults.whisper(),
                ingest.whisperModel(),
                defaults.tesseract(),
                ingest.financialAnalysis(),
                ingest.fastPdf(),
                ingest.doclingServe().orElse(null),
                defaults.words());
    }
}
