package ai.pmoves.dox.replication.cutover;

import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.domain.error.Reason;
import ai.pmoves.dox.domain.error.Remedy;
import ai.pmoves.dox.domain.sync.Backlog;
import ai.pmoves.dox.domain.sync.DeviceReport;
import ai.pmoves.dox.domain.sync.FeedPlace;
import ai.pmoves.dox.replication.pair.Pair;
import ai.pmoves.dox.replication.pair.PairHistory;
import ai.pmoves.dox.replication.pair.Pairing;
import ai.pmoves.dox.replication.pair.Side;
import ai.pmoves.dox.replication.parity.RowCounts;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Checks for a cutover that need no comparison of rows. */
public final class Readiness {
    private final Pair pair;
    private final CutoverOptions options;

    Readiness(Pair pair, CutoverOptions options) {
        this.pair = pair;
        this.options = options;
    }

    /** The stores that cannot be reached; while there are any, no other check is possible. */
    List<Reason> away() {
        var reasons = new ArrayList<Reason>();
        for (var side : Side.values()) {
            try {
                pair.store(side).ping();
            } catch (DoxException e) {
                reasons.add(Reason.of(
                        "%s cannot be reached: %s".formatted(pair.store(side).name(), e.getMessage()),
                        Remedy.CHECK_STORE));
            }
        }
        return reasons;
    }

    /** Why the two are of different pairs or histories and must stay unchanged; empty if they are not. */
    Optional<Reason> strangers() {
        var pairing = new Pairing(pair.edge(), pair.hub());
        var pairState = pairing.pairState();
        return pairState.edge().isPaired() && pairState.hub().isPaired()
                ? pairing.objection(pairState, pairState.primary()).or(this::wentBack)
                : wentBack();
    }

    private Optional<Reason> wentBack() {
        return PairHistory.find(pair.edge(), pair.hub())
                .map(found -> found.reason().in("%s [" + ErrorCode.STORE_WENT_BACK.text() + "]"));
    }

    /** The objections to a cutover, each with its remedy. */
    List<Reason> objections() {
        var reasons = new ArrayList<Reason>();
        var edge = pair.edge().sync().role();
        var hub = pair.hub().sync().role();
        if (!edge.isPaired() || !hub.isPaired()) {
            reasons.add(Reason.of("The stores are not kept as one yet.", Remedy.START_REPLICATION));
        } else if (pair.primary().isEmpty()) {
            reasons.add(Reason.of(
                    "The primary of the shared store is another embedded store (%s).".formatted(hub.primaryId()),
                    Remedy.PROMOTE_HUB_THERE));
        } else if (needsSnapshot()) {
            reasons.add(Reason.of(
                    "This device has yet to take over all rows of the shared store.", Remedy.AWAIT_REPLICATION));
        }
        if (!options.leavesDevices()) {
            strandedDevices().ifPresent(reasons::add);
        }
        long waiting = waiting();
        if (waiting > options.maxBacklog()) {
            reasons.add(Reason.of(
                    "%s rows wait to be brought over, which is too much to begin with (%s)."
                            .formatted(RowCounts.number(waiting), RowCounts.number(options.maxBacklog())),
                    Remedy.AWAIT_REPLICATION));
        }
        aside().ifPresent(reasons::add);
        return reasons;
    }

    /** The other devices that write to the hub, which they could not while this edge is the primary. */
    private Optional<Reason> strandedDevices() {
        if (!pair.hub().sync().role().isPrimary()) {
            return Optional.empty();
        }
        var others = pair.hub().sync().devices().stream()
                .filter(device -> !device.storeId().equals(edgeId()))
                .map(Readiness::told)
                .toList();
        return others.isEmpty()
                ? Optional.empty()
                : Optional.of(Reason.of(
                        "%s other devices write to the shared store, which would refuse their writes: %s."
                                .formatted(RowCounts.number(others.size()), String.join("; ", others)),
                        Remedy.LEAVE_DEVICES));
    }

    private static String told(DeviceReport device) {
        return "%s (offline mode %s, %s rows waited there when it was last seen, %s)"
                .formatted(
                        device.name(),
                        device.offlineMode(),
                        RowCounts.number(device.unsentRows()),
                        device.seenAt().truncatedTo(ChronoUnit.SECONDS));
    }

    /** Whether the feed of the hub is not enough for an edge that follows it. */
    private boolean needsSnapshot() {
        return !pair.edge().sync().role().isPrimary()
                && place().flatMap(place -> pair.hub().sync().feed(place.cursor(), edgeId(), 1))
                        .isEmpty();
    }

    private Optional<FeedPlace> place() {
        return pair.edge().sync().place(pair.hub().sync().role().storeId());
    }

    private String edgeId() {
        return pair.edge().sync().role().storeId();
    }

    /** How many rows wait for a push or a pull. */
    long waiting() {
        return pair.edge().sync().unsentBacklog().rows() + untaken();
    }

    /** How many rows the edge has to pull; 0 while the edge is the primary. */
    private long untaken() {
        return pair.edge().sync().role().isPrimary()
                ? 0
                : place().map(place -> pair.hub().sync().feedBacklog(place.cursor(), edgeId()))
                        .orElse(Backlog.EMPTY)
                        .rows();
    }

    /** The objection of dead letters, if there are any. */
    Optional<Reason> aside() {
        long letters = pair.edge().sync().deadLetterCount();
        return letters == 0
                ? Optional.empty()
                : Optional.of(Reason.of(
                        "%s changes are set aside, since a store refuses them.".formatted(RowCounts.number(letters)),
                        Remedy.SETTLE_DEAD_LETTERS));
    }
}
