package ai.pmoves.dox.jooq.rows;

import ai.pmoves.dox.domain.rows.StoreTable;
import java.util.Collection;
import java.util.Set;
import java.util.function.Supplier;
import org.jooq.DSLContext;

/** What a store's part in a pair means for rows that are copied into it. Within the transaction of {@code dsl}. */
public interface BulkWriteGuard {

    /**
     * Does the work, whose writes are taken also by a secondary; a primary notices them as any other. Within
     * replication it changes nothing.
     */
    <T> T copying(DSLContext dsl, Supplier<T> work);

    /**
     * Which of these rows, at least one, replication has brought to this store, or removed from it, if that is a
     * secondary. A copy may have read them earlier, and leaves them.
     */
    Set<String> replicated(DSLContext dsl, StoreTable table, Collection<String> keys);
}
