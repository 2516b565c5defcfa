package ai.pmoves.dox.replication.cutover;

import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.ErrorCode;
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
    List<String> away() {
        var reasons = new ArrayList<String>();
        for (var side : Side.values()) {
            try {
                pair.store(side).ping();
            } catch (DoxException e) {
                reasons.add("%s cannot be reached: %s \"dox doctor\" says more."
                        .formatted(pair.store(side).name(), e.getMessage()));
            }
        }
        return reasons;
    }

    /** Why the two are of different pairs or histories and must stay unchanged; empty if they are not. */
    Optional<String> strangers() {
        var pairing = new Pairing(pair.edge(), pair.hub());
        var pairState = pairing.pairState();
        return pairState.edge().isPaired() && pairState.hub().isPaired()
                ? pairing.objection(pairState, pairState.primary()).or(this::wentBack)
                : wentBack();
    }

    private Optional<String> wentBack() {
        return PairHistory.find(pair.edge(), pair.hub())
                .map(found -> "%s [%s]".formatted(found.message(), ErrorCode.STORE_WENT_BACK.text()));
    }

    /** The objections to a cutover, each with its remedy. */
    List<String> objections() {
        var reasons = new ArrayList<String>();
        var edge = pair.edge().sync().role();
        var hub = pair.hub().sync().role();
        if (!edge.isPaired() || !hub.isPaired()) {
            reasons.add(
                    "The stores are not kept as one yet: set SUPABASE_DUAL_WRITE=true, start \"dox serve\", and wait"
                            + " until \"dox sync status\" shows that nothing waits.");
        } else if (pair.primary().isEmpty()) {
            reasons.add(("The primary of the shared store is another embedded store (%s): run \"dox cutover --to"
                            + " supabase\" on its device first.")
                    .formatted(hub.primaryId()));
        } else if (needsSnapshot()) {
            reasons.add(
                    "This device has yet to take over all rows of the shared store: let \"dox serve\" do that, until"
                            + " \"dox sync status\" shows that nothing waits.");
        }
        if (!options.leavesDevices()) {
            strandedDevices().ifPresent(reasons::add);
        }
        long waiting = waiting();
        if (waiting > options.maxBacklog()) {
            reasons.add(
                    ("%s rows wait to be brought over, which is too much to begin with (%s): let \"dox serve\" bring"
                                    + " them over, and watch \"dox sync status\".")
                            .formatted(RowCounts.number(waiting), RowCounts.number(options.maxBacklog())));
        }
        aside().ifPresent(reasons::add);
        return reasons;
    }

    /** The other devices that write to the hub, which they could not while this edge is the primary. */
    private Optional<String> strandedDevices() {
        if (!pair.hub().sync().role().isPrimary()) {
            return Optional.empty();
        }
        var others = pair.hub().sync().devices().stream()
                .filter(device -> !device.storeId().equals(edgeId()))
                .map(Readiness::told)
                .toList();
        return others.isEmpty()
                ? Optional.empty()
                : Optional.of("""
                        %s other devices write to the shared store, which would refuse their writes: %s. Have each send                         what waits there ("dox sync status" on it shows when that is done) and stop its server; then give                         --leave-devices. They write again after "dox cutover --to supabase".""".formatted(RowCounts.number(others.size()), String.join("; ", others)));
    }

    private static String told(DeviceReport device) {
        return "%s (OFFLINE_MODE=%s, %s rows waited there when it was last seen, %s)"
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
    Optional<String> aside() {
        long letters = pair.edge().sync().deadLetterCount();
        return letters == 0
                ? Optional.empty()
                : Optional.of(
                        ("%s changes are set aside, since a store refuses them: \"dox sync status\" says why. Mend them and"
                                        + " run \"dox sync retry\", or give them up with \"dox sync drop\".")
                                .formatted(RowCounts.number(letters)));
    }
}
