package ai.pmoves.dox.replication.mirror;

import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.domain.error.FailureKind;
import ai.pmoves.dox.domain.error.Reason;
import ai.pmoves.dox.domain.search.ModelId;
import ai.pmoves.dox.domain.sync.ReplicationRole;
import ai.pmoves.dox.replication.pair.Edge;
import ai.pmoves.dox.replication.pair.Hub;
import ai.pmoves.dox.replication.pair.PairHistory;
import ai.pmoves.dox.replication.pair.PairHistory.WentBack;
import ai.pmoves.dox.replication.pair.Pairing;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connection to the shared store. If the store is away when the process starts, opening it is retried from time to
 * time. One that does not fit (its tables are old, it belongs to another device, its vectors are of another model)
 * stays unused.
 *
 * <p>Thread-safe.
 */
final class HubLink implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HubLink.class);

    /** More frequent attempts could lock the login out. */
    private static final Duration BETWEEN_TRIES = Duration.ofSeconds(5);

    /** Checking again whether the two may be a pair reads all rows. */
    private static final Duration AFTER_REFUSAL = Duration.ofMinutes(5);

    private final Edge edge;
    private final Supplier<Hub> opener;
    private final PairOptions options;
    private @Nullable Hub opened;
    private volatile @Nullable Hub joined;
    private volatile DoxException failure =
            new DoxException(ErrorCode.STORE_UNAVAILABLE, "Supabase is unreachable; changes wait here.");
    private volatile @Nullable WentBack wentBack;
    private long lastTry;
    private @Nullable ModelId model;
    private boolean isClosed;

    /**
     * @param opener opens the shared store; fails with a {@link DoxException} if it cannot
     * @param options decide whether two unpaired stores become a pair
     */
    HubLink(Edge edge, Supplier<Hub> opener, PairOptions options) {
        this.edge = edge;
        this.opener = opener;
        this.options = options;
    }

    /** The shared store, once it was reached and found to be this pair's. It may be away now. */
    Optional<Hub> hub() {
        return Optional.ofNullable(joined);
    }

    /**
     * The same, checked for its history.
     *
     * @throws DoxException {@code store.went-back} if one of the two stores went back in time
     */
    Optional<Hub> hubOfSameHistory() {
        wentBack().ifPresent(found -> {
            throw found.failure();
        });
        return hub();
    }

    /** The store that went back in time by the last check. While there is one, both are left unchanged. */
    Optional<WentBack> wentBack() {
        return Optional.ofNullable(wentBack);
    }

    /** Checks whether one of the stores went back in time; then the shared one stays unused until that is accepted. */
    void checkHistory() {
        var hub = joined;
        if (hub != null) {
            PairHistory.find(edge, hub).ifPresent(this::leave);
        }
    }

    private synchronized void leave(WentBack found) {
        joined = null;
        noteWentBack(found);
        lastTry = System.nanoTime();
    }

    private void noteWentBack(WentBack found) {
        if (wentBack == null) {
            LOG.error(
                    "event=pair.went-back store={} reason=\"{}\"",
                    found.side(),
                    found.reason().text());
        }
        wentBack = found;
        failure = found.failure();
    }

    /** Whether it was reached, as this pair's or not. */
    synchronized boolean isOpened() {
        return opened != null;
    }

    /** Why it cannot be used, by the last check; empty if it can. */
    Optional<Reason> problem() {
        var hub = joined;
        return hub == null
                ? Optional.of(failure.reason())
                : hub.store().health().reason().map(Reason::of);
    }

    /**
     * The shared store.
     *
     * @throws DoxException {@code store.unavailable} if it was not reached yet, or stays unused
     */
    Hub require() {
        var hub = joined;
        if (hub == null) {
            throw failure.kind() == FailureKind.UNAVAILABLE
                    ? failure
                    : new DoxException(ErrorCode.STORE_UNAVAILABLE, failure.reason(), failure);
        }
        return hub;
    }

    /** Whether it can be used, by the last check. */
    boolean isThere() {
        return problem().isEmpty();
    }

    /**
     * Its role, by a call to it; empty if it is away.
     *
     * @throws DoxException if it cannot be read
     */
    Optional<ReplicationRole> role() {
        return isThere() ? hub().map(hub -> hub.sync().role()) : Optional.empty();
    }

    /** Retries to open it, if that has not succeeded and the last attempt is long enough ago. */
    synchronized void retry() {
        var pause = failure.code() == ErrorCode.PAIR_REFUSED ? AFTER_REFUSAL : BETWEEN_TRIES;
        if (joined != null || isClosed || System.nanoTime() - lastTry < pause.toNanos()) {
            return;
        }
        try {
            reach();
        } catch (DoxException e) {
            LOG.debug("event=pair.supabase-away reason=\"{}\"", e.getMessage());
        }
    }

    /**
     * Opens it and makes sure that it is this pair's.
     *
     * @throws DoxException with the reason, which is kept
     */
    synchronized void reach() {
        var before = failure.getMessage();
        try {
            if (opened == null) {
                opened = opener.get();
            }
            if (model != null) {
                opened.store().chunks().useModel(model);
            }
            var found = PairHistory.find(edge, opened);
            if (found.isPresent()) {
                noteWentBack(found.get());
                throw failure;
            }
            wentBack = null;
            new Pairing(edge, opened).join(options.firstPrimary(), options.makesPair());
            joined = opened;
            LOG.info("event=pair.joined database=\"{}\"", opened.store().rows().description());
        } catch (DoxException e) {
            failure = e;
            if (!before.equals(e.getMessage())) {
                LOG.warn(
                        "event=pair.supabase-unused code={} reason=\"{}\"",
                        e.code().text(),
                        e.getMessage());
            }
            throw e;
        } finally {
            lastTry = System.nanoTime();
        }
    }

    /**
     * Declares the model of this process: now, or else before the shared store is used.
     *
     * @throws DoxException {@code search.model-mismatch}
     */
    synchronized void useModel(ModelId value) {
        model = value;
        var hub = joined;
        if (hub != null) {
            try {
                hub.store().chunks().useModel(value);
            } catch (DoxException e) {
                joined = null; // until it has agreed
                failure = e;
                if (e.kind() != FailureKind.UNAVAILABLE) {
                    throw e;
                }
            }
        }
    }

    @Override
    public synchronized void close() {
        isClosed = true;
        if (opened != null) {
            opened.store().close();
        }
    }
}
