package ai.pmoves.dox.app.http.admin;

import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.ports.search.Embedder;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells which model there is without waiting for it: the first question has it loaded in the background, and
 * until that is done there is none. A model that cannot be had is asked for again after a while. Safe for use by
 * many threads.
 */
public final class ModelStatus {
    private static final Logger LOG = LoggerFactory.getLogger(ModelStatus.class);
    private static final Duration RETRY = Duration.ofSeconds(60);

    private final Supplier<Embedder> embedder;
    private volatile @Nullable Embedder loaded;
    private boolean asked;
    private long askedAt;

    public ModelStatus(Supplier<Embedder> embedder) {
        this.embedder = embedder;
    }

    Optional<Embedder> find() {
        if (loaded == null) {
            ask();
        }
        return Optional.ofNullable(loaded);
    }

    private synchronized void ask() {
        if (asked && System.nanoTime() - askedAt < RETRY.toNanos()) {
            return;
        }
        asked = true;
        askedAt = System.nanoTime();
        Thread.ofVirtual().name("model-status").start(this::load);
    }

    private void load() {
        try {
            loaded = embedder.get();
        } catch (DoxException e) {
            LOG.debug("event=model.absent reason=\"{}\"", e.getMessage()); // the embedder's thread warns of it
        }
    }
}
