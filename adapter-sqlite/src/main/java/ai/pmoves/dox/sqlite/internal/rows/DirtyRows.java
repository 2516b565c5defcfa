package ai.pmoves.dox.sqlite.internal.rows;

import ai.pmoves.dox.domain.rows.StoreTable;
import ai.pmoves.dox.domain.sync.RowKey;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import org.jooq.DSLContext;

/**
 * The changes that triggers recorded in {@code sync_touched} and that {@code sync_changes} does not have yet.
 * Compacting counts the changes of a row, so that its version does not depend on when it is done, nor in how many
 * pieces. Within the transaction of {@code dsl}.
 */
public final class DirtyRows {
    /** How many are compacted at once, so that other transactions can write in between. */
    private static final int PIECE = 10_000;

    private static final String LAST_OF_PIECE =
            "select max(no) from (select no from sync_touched order by no limit " + PIECE + ")";

    /**
     * A further change of a row that waits keeps its place, so that parents stay ahead of their children; a removal
     * takes a new one, behind those of its children.
     */
    private static final String FOLD = """
            insert or replace into sync_changes
                (table_name, key, counter, device, base_counter, base_device, is_removed, position, changed_at)
            select t.table_name, t.key,
                coalesce(c.counter, 0) + t.times,
                s.store_id,
                coalesce(c.base_counter, c.counter, 0),
                iif(c.base_counter is null, coalesce(c.device, ''), c.base_device),
                t.last_no = coalesce(t.removal_no, 0),
                iif(c.base_counter is null or t.removal_no is not null,
                    s.position + coalesce(t.removal_no, t.first_no), c.position),
                iif(c.base_counter is null, t.since, c.changed_at)
            from (select table_name, key, count(*) as times, min(no) as first_no, max(no) as last_no,
                    max(no) filter (where is_removed) as removal_no, min(changed_at) as since
                from sync_touched where no <= ? group by table_name, key) t
            join sync_state s
            left join sync_changes c on c.table_name = t.table_name and c.key = t.key""";

    /** A change of a row with a dead letter is a retry. */
    private static final String END_LETTERS = """
            delete from sync_dead_letters where direction in ('PUSH', 'RETRY_PUSH')
                and (table_name, key) in (select table_name, key from sync_touched where no <= ?)""";

    private static final String FORGET = "delete from sync_touched where no <= ?";

    private static final String MOVE_ON =
            "update sync_state set position = position + ? where not exists (select 1 from sync_touched)";

    private DirtyRows() {}

    public static boolean isAny(DSLContext dsl) {
        return !dsl.fetch("select 1 from sync_touched limit 1").isEmpty();
    }

    /** Compacts a piece, the oldest first; returns whether there may be more. */
    public static boolean foldSome(DSLContext dsl) {
        var last = dsl.fetchSingle(LAST_OF_PIECE).get(0, Long.class);
        if (last == null) {
            return false;
        }
        dsl.execute(FOLD, last);
        dsl.execute(END_LETTERS, last);
        int folded = dsl.execute(FORGET, last);
        dsl.execute(MOVE_ON, last);
        return folded == PIECE;
    }

    /** Compacts all of them. */
    public static void fold(DSLContext dsl) {
        boolean hasMore = isAny(dsl);
        while (hasMore) {
            hasMore = foldSome(dsl);
        }
    }

    /** The number of dirty changes of each of these rows. */
    public static Map<RowKey, Integer> count(DSLContext dsl, Collection<RowKey> keys) {
        var wanted = new HashSet<>(keys);
        var counts = new HashMap<RowKey, Integer>();
        for (var row : dsl.fetch("select table_name, key, count(*) from sync_touched group by table_name, key")) {
            var key = new RowKey(StoreTable.named(row.get(0, String.class)).orElseThrow(), row.get(1, String.class));
            if (wanted.contains(key)) {
                counts.put(key, row.get(2, Integer.class));
            }
        }
        return counts;
    }
}
