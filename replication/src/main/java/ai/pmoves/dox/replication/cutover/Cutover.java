package ai.pmoves.dox.replication.cutover;

import static java.util.Objects.requireNonNull;

import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.Reason;
import ai.pmoves.dox.domain.sync.ReplicationRole;
import ai.pmoves.dox.replication.changes.ComparisonFigures;
import ai.pmoves.dox.replication.cutover.CutoverOutcome.Ready;
import ai.pmoves.dox.replication.cutover.CutoverOutcome.Refused;
import ai.pmoves.dox.replication.cutover.CutoverOutcome.Switched;
import ai.pmoves.dox.replication.cutover.CutoverOutcome.Unneeded;
import ai.pmoves.dox.replication.pair.CutoverStep;
import ai.pmoves.dox.replication.pair.DeviceInfo;
import ai.pmoves.dox.replication.pair.FinishCutover;
import ai.pmoves.dox.replication.pair.HistoryMarks;
import ai.pmoves.dox.replication.pair.Journal;
import ai.pmoves.dox.replication.pair.Pair;
import ai.pmoves.dox.replication.pair.Side;
import ai.pmoves.dox.replication.parity.TableParity;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the other store of a pair the primary, in either direction, while both are in use. Writes are held briefly, not
 * refused: held writes continue in the new primary. A crash at any time loses no acknowledged write and never makes two
 * primaries: before the demotion nothing has changed, and after it {@link FinishCutover} does the rest.
 *
 * <p>Each attempt is recorded in both stores. Thread-safe; only one of several concurrent attempts succeeds.
 */
public final class Cutover {
    private static final Logger LOG = LoggerFactory.getLogger(Cutover.class);

    private final Pair pair;
    private final Journal journal;
    private final CutoverOptions options;

    public Cutover(Pair pair, Journal journal, CutoverOptions options) {
        this.pair = requireNonNull(pair, "pair");
        this.journal = requireNonNull(journal, "journal");
        this.options = requireNonNull(options, "options");
    }

    /**
     * Makes the store of this side the primary, unless an objection is found.
     *
     * @throws DoxException {@code store.unavailable} and the like if a store goes away meanwhile,
     *     {@code store.outcome-unknown} if it is away for so long that the result of the demotion is unknown. The same
     *     call resumes it
     */
    public CutoverOutcome to(Side next, CutoverProgress progress) {
        try {
            return attempt(next, progress);
        } catch (DoxException e) {
            journal.record(pair.syncs(), "cutover.failed", Map.of("to", name(next), "reason", e.getMessage()));
            throw e;
        }
    }

    private CutoverOutcome attempt(Side next, CutoverProgress progress) {
        var readiness = new Readiness(pair, options);
        var away = readiness.away();
        if (!away.isEmpty()) {
            return refused(next, away, List.of());
        }
        var strangers = readiness.strangers();
        if (strangers.isPresent()) { // which another pair's journal does not record
            return new Refused(List.of(strangers.get()), List.of());
        }
        new FinishCutover(pair, journal).run();
        var role = pair.sync(next.other()).role();
        if (pair.sync(next).role().isPrimary()) {
            return new Unneeded(role.epoch());
        }
        journal.record(pair.syncs(), "cutover.begun", Map.of("to", name(next), "epoch", role.epoch()));
        progress.done(CutoverStep.BEGUN);
        var preparation = new Preparation(pair, next.other(), options, progress);
        try {
            return go(next, role, preparation, progress);
        } catch (Refusal e) {
            if (!preparation.tables().isEmpty()) {
                journal.record(pair.syncs(), ComparisonFigures.OF_CUTOVER, compared(preparation, e.differences()));
            }
            return refused(next, e.reasons(), preparation.tables());
        }
    }

    private Switched go(Side next, ReplicationRole role, Preparation preparation, CutoverProgress progress) {
        var rest = preparation.run();
        journal.record(pair.syncs(), ComparisonFigures.OF_CUTOVER, compared(preparation, 0));
        var figures = new Promotion(pair, next, role, journal, options, progress).run(rest);
        var switched = new Switched(
                figures.epoch(),
                preparation.drained(),
                figures.drainedRows(),
                preparation.tables(),
                preparation.rechecked() + figures.recheckedRows(),
                figures.held());
        journal.record(pair.syncs(), CutoverStep.DONE.event(), done(next, switched));
        leaveMark();
        progress.done(CutoverStep.DONE);
        return switched;
    }

    /** The device as the hub knows it. */
    private DeviceInfo device() {
        var edgeId = pair.edge().sync().role().storeId();
        return pair.hub().sync().devices().stream()
                .filter(known -> known.storeId().equals(edgeId))
                .map(known -> new DeviceInfo(known.name(), known.offlineMode()))
                .findFirst()
                .orElse(DeviceInfo.UNKNOWN);
    }

    /** The replicating process writes its own marks. */
    private void leaveMark() {
        pair.edge().sync().turn().ifPresent(turn -> {
            try (turn) {
                new HistoryMarks(pair.edge(), device()).leave(pair.hub());
            } catch (DoxException e) {
                LOG.warn("event=cutover.no-mark reason=\"{}\"", e.getMessage());
            }
        });
    }

    /** @param differences rows that differ without a change in flight; the others are compared again */
    private static Map<String, Object> compared(Preparation preparation, long differences) {
        var figures = ComparisonFigures.of(preparation.tables());
        figures.put("differences", differences);
        figures.put("drained_rows", preparation.drained());
        figures.put("compared_again", preparation.rechecked());
        return figures;
    }

    private Map<String, Object> done(Side next, Switched switched) {
        return Map.of(
                "to",
                name(next),
                "epoch",
                switched.epoch(),
                "drained_rows",
                switched.drainedRows() + switched.heldRows(),
                "compared_again",
                switched.recheckedRows(),
                "held_ms",
                switched.held().toMillis());
    }

    private Refused refused(Side next, List<Reason> reasons, List<TableParity> tables) {
        var texts = reasons.stream().map(Reason::text).toList();
        journal.record(pair.syncs(), "cutover.refused", Map.of("to", name(next), "reasons", texts));
        return new Refused(reasons, tables);
    }

    /**
     * Reports what {@link #to} would do, by the same rules, and changes neither rows nor the journal. It takes as long,
     * except for the cutover itself.
     */
    public CutoverOutcome dryRun(Side next, CutoverProgress progress) {
        var readiness = new Readiness(pair, options);
        var reasons = readiness.away();
        if (reasons.isEmpty()) {
            reasons = readiness.strangers().map(List::of).orElse(List.of());
        }
        if (!reasons.isEmpty()) {
            return new Refused(reasons, List.of());
        }
        if (pair.primary().filter(next::equals).isPresent()) {
            return new Unneeded(pair.sync(next).role().epoch());
        }
        var preparation = new Preparation(pair, next.other(), options, progress);
        try {
            return new Ready(preparation.dryRun(), preparation.tables());
        } catch (Refusal e) {
            return new Refused(e.reasons(), preparation.tables());
        }
    }

    private String name(Side side) {
        return pair.store(side).name();
    }
}
