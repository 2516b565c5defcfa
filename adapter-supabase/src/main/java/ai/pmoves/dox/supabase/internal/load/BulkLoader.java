package ai.pmoves.dox.supabase.internal.load;

import ai.pmoves.dox.domain.rows.Row;
import ai.pmoves.dox.domain.rows.StoreTable;
import ai.pmoves.dox.jooq.StoreDialect;
import ai.pmoves.dox.jooq.StoreDialect.Failure;
import ai.pmoves.dox.ports.rows.RowWriter.Written;
import ai.pmoves.dox.supabase.internal.copy.TriggerFreeCopy;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jooq.DSLContext;
import org.jooq.exception.DataAccessException;
import org.jspecify.annotations.Nullable;

/**
 * Loads rows in the fastest possible way: by COPY into the table if all are new, otherwise by a merge from a temporary
 * table. It tries first that all are new; a failure is remembered, so that a repeated copy skips the attempt until all
 * rows of a call were new.
 *
 * <p>Postgres copies into no table whose row security binds the login, which is so for servers and not for the owner of
 * the tables. Thread-safe.
 */
public final class BulkLoader {
    private final StoreDialect dialect;
    private final TriggerFreeCopy triggerFree = new TriggerFreeCopy();
    private final Set<StoreTable> known = ConcurrentHashMap.newKeySet();
    private volatile @Nullable Boolean isBound;

    public BulkLoader(StoreDialect dialect) {
        this.dialect = dialect;
    }

    /**
     * Loads rows, at least one and each key once, within the transaction of {@code dsl}.
     *
     * @param overNewer whether rows of a greater revision are replaced, too; most of the rows exist then
     */
    public Written load(DSLContext dsl, StoreTable table, List<Row> rows, boolean overNewer) {
        TableLoad load = table == StoreTable.SEARCH_CHUNKS
                ? ChunkLoad.of(dsl, rows)
                : new RowLoad(dsl, table, rows, overNewer, triggerFree);
        boolean isTried = !load.isMerge() && !known.contains(table);
        boolean isDirect = isTried && !isBound(dsl);
        if (isDirect && succeeds(dsl, load::copy)) {
            return new Written(rows.size(), 0, 0, 0);
        }
        load.stage();
        if (isTried && !isDirect && succeeds(dsl, load::insert)) {
            return new Written(rows.size(), 0, 0, 0);
        }
        var written = load.merge();
        if (!load.isMerge()) {
            remember(table, written.added() == rows.size());
        }
        return written;
    }

    private void remember(StoreTable table, boolean areAllNew) {
        if (areAllNew) {
            known.remove(table);
        } else {
            known.add(table);
        }
    }

    private boolean isBound(DSLContext dsl) {
        var bound = isBound;
        if (bound == null) {
            bound = dsl.fetchSingle("select row_security_active('public.artifacts')")
                    .get(0, Boolean.class);
            isBound = bound;
        }
        return bound;
    }

    /** A failed statement would abort the transaction, so it runs behind a savepoint. */
    private boolean succeeds(DSLContext dsl, Runnable statement) {
        dsl.execute("savepoint load");
        try {
            statement.run();
            dsl.execute("release savepoint load");
            return true;
        } catch (DataAccessException e) {
            if (dialect.classify(e) != Failure.ROW_EXISTS) {
                throw e;
            }
            dsl.execute("rollback to savepoint load");
            return false;
        }
    }
}
