package ai.pmoves.dox.sqlite.internal.rows;

import ai.pmoves.dox.domain.rows.StoreTable;
import ai.pmoves.dox.jooq.rows.BulkWriteGuard;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Supplier;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/**
 * Records the origin of a transaction's writes for the triggers. SQLite has no session variables. One transaction
 * writes at a time, so a column that is reset to 0 before the commit serves instead.
 */
public final class SyncMarks implements BulkWriteGuard {
    private static final int KEYS_OF_A_QUERY = 1_000;

    /** The write origin, with its number in the triggers; a committed file always has 0. */
    public enum Mark {
        ORDINARY(0),
        REPLICATION(1),
        OFFLINE(2),
        COPY(3);

        private final int number;

        Mark(int number) {
            this.number = number;
        }
    }

    /** Runs the work under this mark, or under the mark that is already set. */
    public static <T> T marked(DSLContext dsl, Mark mark, Supplier<T> work) {
        if (isMarked(dsl)) {
            return work.get();
        }
        set(dsl, mark);
        try {
            return work.get();
        } finally {
            set(dsl, Mark.ORDINARY); // also if the work failed: the caller may continue the transaction
        }
    }

    private static boolean isMarked(DSLContext dsl) {
        return dsl.fetchSingle("select mark <> 0 from sync_state").get(0, Boolean.class);
    }

    private static void set(DSLContext dsl, Mark mark) {
        dsl.execute("update sync_state set mark = ?", mark.number);
    }

    @Override
    public <T> T copying(DSLContext dsl, Supplier<T> work) {
        return isPaired(dsl) ? marked(dsl, Mark.COPY, work) : work.get();
    }

    private static boolean isPaired(DSLContext dsl) {
        return dsl.fetchSingle("select primary_id is not null from sync_state").get(0, Boolean.class);
    }

    @Override
    public Set<String> replicated(DSLContext dsl, StoreTable table, Collection<String> keys) {
        boolean isSecondary = dsl.fetchSingle("select coalesce(primary_id <> store_id, false) from sync_state")
                .get(0, Boolean.class);
        var replicated = new HashSet<String>();
        if (isSecondary) {
            DirtyRows.fold(dsl);
            var key = DSL.field("key", SQLDataType.VARCHAR);
            var all = keys.toArray(String[]::new);
            for (int from = 0; from < all.length; from += KEYS_OF_A_QUERY) {
                var some = Arrays.copyOfRange(all, from, Math.min(all.length, from + KEYS_OF_A_QUERY));
                replicated.addAll(dsl.fetch(
                                "select key from sync_changes where table_name = {0} and {1}",
                                DSL.val(table.text()), key.in(some))
                        .getValues(0, String.class));
            }
        }
        return replicated;
    }
}
