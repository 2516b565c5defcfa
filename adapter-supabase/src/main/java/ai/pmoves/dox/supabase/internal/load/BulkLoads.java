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
 * Loads rows in the fastest possible way. It tries first that all are new; a failure is remembered, so that a repeated
 * copy skips the attempt until all rows of a call were new.
 *
 * <p>Postgres copies into no table whose row security binds the login, which is so for servers and not for the owner of
 * the tables. Thread-safe.
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

    /** Loads rows most of which are known to exist. */
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

    /** A failed statement would abort the transaction, so it runs behind a savepoint. */
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
