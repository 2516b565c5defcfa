package ai.pmoves.dox.replication.pair;

import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.domain.error.Reason;
import ai.pmoves.dox.domain.error.Remedy;
import ai.pmoves.dox.domain.sync.Checkpoint;
import ai.pmoves.dox.ports.sync.EdgeSync.Checkpoints;
import ai.pmoves.dox.replication.parity.RowCounts;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Recognises a store of a pair that went back in time, since an older copy of it was restored: the marks that the two
 * stores remember of each other differ then, however many rows were written since.
 */
public final class PairHistory {
    private static final int MOST_READINGS = 10;

    private PairHistory() {}

    /**
     * A store that went back in time.
     *
     * @param side which one
     * @param reason what happened, and what can be done about it
     */
    public record WentBack(Side side, Reason reason) {
        /** The failure of an operation that needs both stores: {@code store.went-back}. */
        public DoxException failure() {
            return new DoxException(ErrorCode.STORE_WENT_BACK, reason);
        }
    }

    /**
     * The store that went back in time, by a read of both; empty if neither did, or if they are in no pair.
     *
     * @throws DoxException {@code store.unavailable} and the like if a store cannot be read
     */
    public static Optional<WentBack> find(Edge edge, Hub hub) {
        var ofEdge = edge.sync().role();
        var ofHub = hub.sync().role();
        if (!ofEdge.isPaired() && !ofHub.isPaired()) {
            return Optional.empty();
        }
        for (int i = 0; i < MOST_READINGS; i++) {
            var before = edge.sync().checkpoints(ofHub.storeId());
            var there = hub.sync().checkpoint(ofEdge.storeId()).orElse(null);
            if (before.equals(edge.sync().checkpoints(ofHub.storeId()))) { // no other process left a mark meanwhile
                return side(before, there).map(side -> new WentBack(side, reason(side, edge, hub, before, there)));
            }
        }
        return Optional.empty(); // marks that are written all the time are of one history
    }

    /** @throws DoxException {@code store.went-back} if a store went back in time, and as {@link #find} */
    public static void require(Edge edge, Hub hub) {
        find(edge, hub).ifPresent(wentBack -> {
            throw wentBack.failure();
        });
    }

    private static Optional<Side> side(Checkpoints here, @Nullable Checkpoint there) {
        var left = here.left();
        if (there == null) {
            return left == null ? Optional.empty() : Optional.of(Side.HUB);
        }
        if (there.equals(left) || there.equals(here.begun())) {
            return Optional.empty();
        }
        return Optional.of(left != null && there.number() < left.number() ? Side.HUB : Side.EDGE);
    }

    private static Reason reason(Side side, Edge edge, Hub hub, Checkpoints here, @Nullable Checkpoint there) {
        var file = edge.store().rows().description();
        var database = hub.store().rows().description();
        var left = here.left();
        boolean isHub = side == Side.HUB;
        var text = """
                %s went back in time: it remembers checkpoint %s of this pair, and %s remembers %s. %s Replication is \
                stopped, and neither store was changed.\
                """.formatted(
                        isHub ? database : file,
                        isHub ? number(there) : number(left),
                        isHub ? file : database,
                        isHub ? number(left) : number(there),
                        isHub
                                ? "An older dump was restored."
                                : "An older copy of the file was restored, or two devices use copies of one file.");
        return Reason.of(text, isHub ? Remedy.COPY_FROM_EDGE_AND_ACCEPT : Remedy.COPY_FROM_HUB_AND_ACCEPT);
    }

    private static String number(@Nullable Checkpoint mark) {
        return mark == null ? "none" : RowCounts.number(mark.number());
    }
}
