package ai.pmoves.dox.app.http.access;

import ai.pmoves.dox.app.Dox;
import ai.pmoves.dox.app.Stores;
import ai.pmoves.dox.app.http.support.LatestValue;
import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.ports.sync.StoreSync;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Why the server takes no writes just now, though it can read. Thread-safe. */
public final class WriteRefusal {
    private static final Logger LOG = LoggerFactory.getLogger(WriteRefusal.class);
    private static final Duration FRESH = Duration.ofSeconds(1);

    private final Dox dox;
    private final LatestValue<Optional<DoxException>> ofOneStore;

    public WriteRefusal(Dox dox) {
        this.dox = dox;
        this.ofOneStore = new LatestValue<>(
                Optional.empty(), FRESH, () -> Stores.sync(dox.store()).flatMap(WriteRefusal::ask));
    }

    /** Empty if it takes writes, or while the store cannot be asked: that is told in its own place. */
    public Optional<DoxException> now() {
        return dox.pair().isPresent() ? dox.pair().get().writeRefusal() : ofOneStore.get();
    }

    private static Optional<DoxException> ask(StoreSync sync) {
        try {
            var role = sync.role();
            return role.isPaired() && !role.isPrimary()
                    ? Optional.of(new DoxException(
                            ErrorCode.STORE_NOT_PRIMARY, "The store is the secondary of a pair, and takes no writes."))
                    : Optional.empty();
        } catch (DoxException e) {
            LOG.debug("event=health.no-standing reason=\"{}\"", e.getMessage());
            return Optional.empty();
        }
    }
}
