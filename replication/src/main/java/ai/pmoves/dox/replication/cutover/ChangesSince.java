package ai.pmoves.dox.replication.cutover;

import ai.pmoves.dox.domain.error.Reason;
import ai.pmoves.dox.domain.sync.RowChange;
import ai.pmoves.dox.domain.sync.RowKey;
import ai.pmoves.dox.ports.sync.HubSync;
import java.util.Set;
import java.util.TreeSet;

/**
 * Rows that changed in the hub since a moment, from any client; changes of an edge are included once pushed. Not
 * thread-safe.
 */
final class ChangesSince {
    private static final int ROWS_OF_A_READ = 500;
    private static final String NO_STORE = ""; // no store's changes are left out

    private final HubSync hub;
    private String cursor;

    private ChangesSince(HubSync hub, String cursor) {
        this.hub = hub;
        this.cursor = cursor;
    }

    /** The changes from now on. */
    static ChangesSince now(HubSync hub) {
        return new ChangesSince(hub, hub.endOfFeed());
    }

    /** The rows that changed since the last call. */
    Set<RowKey> next() {
        var keys = new TreeSet<RowKey>();
        boolean isEnd = false;
        while (!isEnd) {
            var page = hub.feed(cursor, NO_STORE, ROWS_OF_A_READ).orElseThrow(ChangesSince::forgotten);
            keys.addAll(page.changes().stream().map(RowChange::key).toList());
            cursor = page.cursor();
            isEnd = page.isEnd();
        }
        return keys;
    }

    /** Whether the feed lacks changes because an older transaction still runs. */
    boolean isHeldUp() {
        return !hub.feedBacklog(cursor, NO_STORE).isEmpty();
    }

    static Refusal heldUp() {
        return new Refusal(
                Reason.of(
                        "A transaction that began before keeps the shared store's latest changes from being seen; it may be of anybody in that database. Wait until it has ended, or end it: select pid, xact_start, query from pg_stat_activity where backend_xid is not null"));
    }

    private static Refusal forgotten() {
        return new Refusal(Reason.of(
                "The shared store has just forgotten changes that are younger than this attempt; try again."));
    }
}
