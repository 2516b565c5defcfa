package ai.pmoves.dox.replication.cutover;

import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.replication.changes.MassDeletes;
import ai.pmoves.dox.replication.changes.PullChanges;
import ai.pmoves.dox.replication.changes.PushChanges;
import ai.pmoves.dox.replication.pair.Deadline;
import ai.pmoves.dox.replication.pair.Pair;
import ai.pmoves.dox.replication.pair.Side;
import java.time.Duration;

/**
 * Transfers pending changes between the stores of a pair, in both directions. Servers may replicate the same rows at the
 * same time; a transfer that conflicts with them is retried. Not thread-safe.
 */
final class ChangeTransfer {
    private static final Duration LONGEST = Duration.ofSeconds(5);

    private final Pair pair;
    private final PushChanges push;
    private final PullChanges pull;

    ChangeTransfer(Pair pair, MassDeletes massDeletes) {
        this.pair = pair;
        this.push = new PushChanges(pair.edge(), massDeletes);
        this.pull = new PullChanges(pair.edge(), massDeletes);
    }

    /** Transfers some rows; returns how many, 0 if none waits any more. */
    long some() {
        return some(Side.EDGE) + (pair.edge().sync().role().isPrimary() ? 0 : some(Side.HUB));
    }

    /** Transfers some of the rows that changed on this side. */
    long some(Side from) {
        var deadline = new Deadline(LONGEST); // writers may be held meanwhile
        while (true) {
            try {
                return attempt(from);
            } catch (DoxException e) {
                if (e.code() != ErrorCode.STORE_BUSY || deadline.isOver()) {
                    throw e;
                }
            }
            Deadline.pause();
        }
    }

    private long attempt(Side from) {
        return from == Side.EDGE ? push.some(pair.hub()) : pull.some(pair.hub());
    }
}
