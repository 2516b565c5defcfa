package ai.pmoves.dox.replication.cutover;

import static java.util.Objects.requireNonNull;

import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.domain.error.Reason;
import ai.pmoves.dox.domain.error.Remedy;
import ai.pmoves.dox.domain.sync.FeedPlace;
import ai.pmoves.dox.domain.sync.ReplicationRole;
import ai.pmoves.dox.domain.sync.RowKey;
import ai.pmoves.dox.ports.sync.StoreSync;
import ai.pmoves.dox.replication.pair.CutoverStep;
import ai.pmoves.dox.replication.pair.Deadline;
import ai.pmoves.dox.replication.pair.FinishCutover;
import ai.pmoves.dox.replication.pair.Journal;
import ai.pmoves.dox.replication.pair.Pair;
import ai.pmoves.dox.replication.pair.Side;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The last part of a cutover, after its preparation: holds writes, transfers and compares the last rows, demotes the
 * old primary, and promotes the new one once the demotion is committed. Not thread-safe.
 */
final class Promotion {
    private final Pair pair;
    private final Side next;
    private final Journal journal;
    private final CutoverOptions options;
    private final CutoverProgress progress;
    private final Readiness readiness;
    private final ChangeTransfer transport;
    private final StoreSync old;
    private final ReplicationRole before;
    private @Nullable Deadline hold;
    private long drained;
    private long rechecked;
    private boolean isSteppingDown;

    /** @param before the role of the old primary, which must be unchanged when writes are held */
    Promotion(
            Pair pair,
            Side next,
            ReplicationRole before,
            Journal journal,
            CutoverOptions options,
            CutoverProgress progress) {
        this.pair = pair;
        this.next = next;
        this.before = before;
        this.journal = journal;
        this.options = options;
        this.progress = progress;
        this.readiness = new Readiness(pair, options);
        this.transport = new ChangeTransfer(pair, options.massDeletes());
        this.old = pair.sync(next.other());
    }

    /**
     * The figures of the time in which writes were held.
     *
     * @param held how long writes were held
     */
    record Figures(long epoch, long drainedRows, long recheckedRows, Duration held) {}

    /**
     * @throws Refusal if nothing has changed
     * @throws DoxException {@code store.unavailable} and the like. Before the demotion nothing has changed; after it
     *     {@link FinishCutover} does the rest, from any process
     */
    Figures run(Preparation.Rest rest) {
        stepDown(rest);
        progress.done(CutoverStep.STEPPED_DOWN);
        withRetry(
                () -> new FinishCutover(pair, journal).run(),
                ErrorCode.STORE_UNAVAILABLE,
                "%s has stepped down, and %s cannot be reached to step up: %%s Until then neither takes writes. Servers finish that when it is back, and so does the same call."
                        .formatted(name(next.other()), name(next)));
        var held = hold().elapsed();
        progress.done(CutoverStep.STEPPED_UP);
        return new Figures(before.epoch() + 1, drained, rechecked, held);
    }

    private void stepDown(Preparation.Rest rest) {
        try {
            old.holdingWrites(options.holdTimeout(), () -> {
                hold = new Deadline(options.longestHold());
                progress.done(CutoverStep.HELD);
                requireNoOther();
                settle(rest);
                stepDown();
                return next;
            });
        } catch (DoxException e) {
            if (hold == null && e.code() == ErrorCode.STORE_BUSY) {
                throw new Refusal(Reason.of(
                        "Writes that are under way have not ended within %s."
                                .formatted(new Deadline(options.holdTimeout())),
                        Remedy.RAISE_HOLD_TIMEOUT));
            }
            if (!isSteppingDown || !e.code().isOfStoreAway() || !hasSteppedDown()) {
                throw e;
            }
        }
    }

    private void requireNoOther() {
        if (!old.role().equals(before)) {
            throw new Refusal(Reason.of("Another cutover was made meanwhile.", Remedy.SHOW_HISTORY));
        }
    }

    /** Transfers the rows that changed since the last comparison, and requires them to be equal on both sides. */
    private void settle(Preparation.Rest rest) {
        var changed = drain(rest.changes());
        changed.addAll(rest.open());
        rechecked = changed.size();
        readiness.aside().ifPresent(reason -> {
            throw new Refusal(reason);
        });
        var differing = new PairComparison(pair, next.other()).differing(changed);
        if (!differing.isEmpty()) {
            throw new Refusal(List.of(Preparation.different(differing, differing.size())), differing.size());
        }
        requireTime();
        // shows that the other store can write, too
        pair.sync(next).record(journal.event("cutover.ready", Map.of("to", name(next), "epoch", before.epoch() + 1)));
        progress.done(CutoverStep.SETTLED);
    }

    /** Returns the rows that have changed. */
    private Set<RowKey> drain(ChangesSince changes) {
        var changed = new TreeSet<RowKey>();
        while (true) {
            for (long moved = transport.some(next.other()); moved > 0; moved = transport.some(next.other())) {
                drained += moved;
                requireTime();
            }
            changed.addAll(changes.next());
            if (readiness.waiting() == 0 && !changes.isHeldUp()) {
                return changed;
            }
            if (next == Side.EDGE && !pair.edge().sync().unsentBacklog().isEmpty()) {
                throw new Refusal(Reason.of("Rows were written offline meanwhile; try again."));
            }
            if (hold().isOver()) {
                throw ChangesSince.heldUp();
            }
            Deadline.pause();
        }
    }

    private void stepDown() {
        requireTime();
        if (next == Side.HUB) { // its feed so far has only changes of this edge
            var hub = pair.hub().sync();
            pair.edge().sync().moveTo(new FeedPlace(hub.role().storeId(), hub.endOfFeed()));
        }
        var epoch = before.epoch() + 1;
        old.advance(new ReplicationRole(before.storeId(), pair.sync(next).role().storeId(), epoch));
        old.record(journal.event(
                CutoverStep.STEPPED_DOWN.event(),
                Map.of(
                        "store",
                        name(next.other()),
                        "epoch",
                        epoch,
                        "drained_rows",
                        drained,
                        "compared_rows",
                        rechecked)));
        isSteppingDown = true;
        progress.done(CutoverStep.STEPPING_DOWN);
    }

    private Deadline hold() {
        return requireNonNull(hold, "writes are held");
    }

    private void requireTime() {
        if (hold().isOver()) {
            throw new Refusal(Reason.of(
                    "Bringing over and comparing the last rows takes longer than %s, for which writes may be held."
                            .formatted(hold()),
                    Remedy.RAISE_LONGEST_HOLD));
        }
    }

    /**
     * Whether the transaction whose commit was not answered is committed. A request to write waits until it has ended,
     * also where the database does not know yet that its client is gone.
     */
    private boolean hasSteppedDown() {
        return withRetry(
                () -> {
                    try {
                        pair.store(next.other()).unitOfWork().run(old::requirePrimary);
                    } catch (DoxException e) {
                        if (e.code() != ErrorCode.STORE_NOT_PRIMARY) {
                            throw e;
                        }
                    }
                    return old.role().epoch() > before.epoch();
                },
                ErrorCode.STORE_OUTCOME_UNKNOWN,
                "Whether %s has stepped down is not known: %%s Nothing is lost either way. Try again when it is back."
                        .formatted(name(next.other())));
    }

    /** Tries again while a store is away. */
    private <T> T withRetry(Supplier<T> work, ErrorCode otherwise, String message) {
        var deadline = new Deadline(options.timeout());
        while (true) {
            try {
                return work.get();
            } catch (DoxException e) {
                if (!e.code().isOfStoreAway()) {
                    throw e;
                }
                if (deadline.isOver()) {
                    throw new DoxException(otherwise, e.reason().in(message), e);
                }
            }
            Deadline.pause();
        }
    }

    private String name(Side side) {
        return pair.store(side).name();
    }
}
