package ai.pmoves.dox.supabase.internal.load;

import ai.pmoves.dox.domain.rows.StoreTable;
import ai.pmoves.dox.jooq.StoreDialect;
import ai.pmoves.dox.jooq.StoreDialect.Failure;
import ai.pmoves.dox.ports.rows.RowWriter.Written;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jooq.DSLContext;
import org.jooq.exception.DataAccessException;
import org.jspecify.annotations.Nullable;

/**
 * Brings rows in the quickest way that is open. That they are all new is tried first; where it fails it is remembered,
 * so that a copy which is done again does not try in vain each time, until all rows of a call were new.
 *
 * <p>Postgres copies into no table whose row security binds the login, which is so for our servers and not for the
 * owner of the tables. Thread-safe.
 */
public final class BulkLoads {
    private final StoreDialect dialect;
    private final Set<StoreTable> known = ConcurrentHashMap.newKeySet();
    private volatile @Nullable Boolean isBound;

    public BulkLoads(StoreDialect dialect) {
        this.dialect = dialect;
    }

    public Written write(DSLContext dsl, StoreTable table, BulkLoad arrival) {
        boolean isTried = !known.contains(table);
        boolean isDirect = isTried && !isBound(dsl);
        if (isDirect && succeeds(dsl, arrival::copy)) {
            return new Written(arrival.rows(), 0, 0, 0);
        }
        arrival.stage();
        if (isTried && !isDirect && succeeds(dsl, arrival::insert)) {
            return new Written(arrival.rows(), 0, 0, 0);
        }
        var written = arrival.merge();
        if (written.added() == arrival.rows()) {
            known.remove(table);
        } else {
            known.add(table);
        }
        return written;
    }

    /** Brings rows most of which are known to be there. */
    public static Written merge(BulkLoad arrival) {
        arrival.stage();
        return arrival.merge();
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

    /** A statement that fails would spoil the transaction, but for what was before a savepoint. */
    private boolean succeeds(DSLContext dsl, Runnable statement) {
        dsl.execute("savepoint arrival");
        try {
            statement.run();
            dsl.execute("release savepoint arrival");
            return true;
        } catch (DataAccessException e) {
            if (dialect.classify(e) != Failure.ROW_EXISTS) {
                throw e;
            }
            dsl.execute("rollback to savepoint arrival");
            return false;
        }
    }
}
