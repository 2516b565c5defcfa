package ai.pmoves.dox.supabase.internal.sync;

import ai.pmoves.dox.domain.rows.StoreTable;
import ai.pmoves.dox.jooq.rows.BulkWriteGuard;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Supplier;
import org.jooq.DSLContext;

/** Records the origin of a transaction's writes for the triggers. It ends with the transaction. */
public final class WriteOrigin implements BulkWriteGuard {
    private static final String ORDINARY = "";
    private static final String COPY = "copy";
    private static final String REPLICA = "replica:";

    private static final String REPLICATED = """
            select key from dox.sync_changes
            where table_name = ? and key = any (?)
                and (select primary_id <> store_id from dox.sync_state)""";

    @Override
    public <T> T copying(DSLContext dsl, Supplier<T> work) {
        var before = dsl.fetchSingle("select dox.origin()").get(0, String.class);
        if (!before.equals(ORDINARY)) {
            return work.get();
        }
        set(dsl, COPY);
        var result = work.get(); // a failure ends the transaction, and with it this setting
        set(dsl, ORDINARY);
        return result;
    }

    /** The following writes to this table are replication's. */
    static void replicating(DSLContext dsl, StoreTable table) {
        set(dsl, REPLICA + table.text());
    }

    static void ordinary(DSLContext dsl) {
        set(dsl, ORDINARY);
    }

    private static void set(DSLContext dsl, String origin) {
        dsl.execute("select set_config('dox.origin', ?, true)", origin);
    }

    @Override
    public Set<String> replicated(DSLContext dsl, StoreTable table, Collection<String> keys) {
        return new HashSet<>(
                dsl.fetch(REPLICATED, table.text(), keys.toArray(String[]::new)).getValues(0, String.class));
    }
}
