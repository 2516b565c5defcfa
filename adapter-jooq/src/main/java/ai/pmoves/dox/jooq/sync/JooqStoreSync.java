package ai.pmoves.dox.jooq.sync;

import ai.pmoves.dox.domain.sync.ReplicationRole;
import ai.pmoves.dox.domain.sync.RowKey;
import ai.pmoves.dox.domain.sync.SyncEvent;
import ai.pmoves.dox.domain.sync.Version;
import ai.pmoves.dox.jooq.JooqSession;
import ai.pmoves.dox.ports.sync.StoreSync;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/** What both kinds of stores do alike. */
public abstract class JooqStoreSync implements StoreSync {
    private static final int KEYS_OF_A_QUERY = 1_000;
    private static final String STANDING = "the standing of the store";

    private final JooqSession session;
    private final String prefix;

    /** @param prefix what stands before the names of the tables */
    protected JooqStoreSync(JooqSession session, String prefix) {
        this.session = session;
        this.prefix = prefix;
    }

    protected final JooqSession session() {
        return session;
    }

    /** Waits for the transactions that write, and lets none begin, until the transaction of {@code dsl} ends. */
    protected abstract void holdWriting(DSLContext dsl);

    @Override
    public final ReplicationRole role() {
        return session.read(this::role);
    }

    protected final ReplicationRole role(DSLContext dsl) {
        var row = dsl.fetchSingle("select store_id, primary_id, epoch from %ssync_state".formatted(prefix));
        return new ReplicationRole(row.get(0, String.class), row.get(1, String.class), row.get(2, Long.class));
    }

    @Override
    public final boolean advance(ReplicationRole next) {
        return session.write(STANDING, dsl -> {
            holdWriting(dsl);
            var storeId = role(dsl).storeId();
            if (!storeId.equals(next.storeId())) {
                throw new IllegalArgumentException(
                        "a standing of the store %s for the store %s".formatted(next.storeId(), storeId));
            }
            var sql = "update %ssync_state set primary_id = ?, epoch = ? where epoch < ? or primary_id is null";
            return dsl.execute(sql.formatted(prefix), next.primaryId(), next.epoch(), next.epoch()) == 1;
        });
    }

    @Override
    public final boolean leavePair() {
        return session.write(STANDING, dsl -> {
            holdWriting(dsl);
            if (!role(dsl).isPaired()) {
                return false;
            }
            forgetPair(JooqSession.withoutTimeout(dsl));
            dsl.execute("update %ssync_state set primary_id = null".formatted(prefix));
            return true;
        });
    }

    /** Forgets what is noted of rows for the other store, but for conflicts and the record. */
    protected abstract void forgetPair(DSLContext dsl);

    @Override
    public Map<RowKey, Version> versions(Collection<RowKey> keys) {
        return session.read(dsl -> versions(dsl, keys));
    }

    protected final Map<RowKey, Version> versions(DSLContext dsl, Collection<RowKey> keys) {
        var versions = new HashMap<RowKey, Version>();
        entries(dsl, keys, (key, entry) -> versions.put(key, entry.version()));
        return versions;
    }

    /**
     * What is noted of a row.
     *
     * @param isRemoved whether that version is its removal
     */
    protected record Entry(Version version, boolean isRemoved) {}

    /** Hands out what is noted of these rows, as far as something is. */
    protected final void entries(DSLContext dsl, Collection<RowKey> keys, BiConsumer<RowKey, Entry> sink) {
        var key = DSL.field("key", SQLDataType.VARCHAR);
        RowKey.byTable(keys).forEach((table, ofTable) -> {
            for (int from = 0; from < ofTable.size(); from += KEYS_OF_A_QUERY) {
                var some = ofTable.subList(from, Math.min(ofTable.size(), from + KEYS_OF_A_QUERY));
                var found = dsl.fetch(
                        "select key, counter, device, is_removed from %ssync_changes where table_name = {0} and {1}"
                                .formatted(prefix),
                        DSL.val(table.text()),
                        key.in(some));
                for (var row : found) {
                    sink.accept(
                            new RowKey(table, row.get(0, String.class)),
                            new Entry(
                                    new Version(row.get(1, Long.class), row.get(2, String.class)),
                                    row.get(3, Boolean.class)));
                }
            }
        });
    }

    @Override
    public final void record(SyncEvent event) {
        session.write(
                "the record of the pair",
                dsl -> dsl.execute(
                        "insert into %ssync_history (at, actor, step, figures) values ({0}, {1}, {2}, {3})"
                                .formatted(prefix),
                        DSL.val(event.at(), SyncTypes.TIME),
                        DSL.val(event.actor()),
                        DSL.val(event.step()),
                        DSL.val(event.figures(), SyncTypes.JSON)));
    }

    @Override
    public final List<SyncEvent> history(int maxEvents) {
        var at = DSL.field("at", SyncTypes.TIME);
        var actor = DSL.field("actor", SQLDataType.VARCHAR);
        var step = DSL.field("step", SQLDataType.VARCHAR);
        var figures = DSL.field("figures", SyncTypes.JSON);
        return session.read(dsl -> dsl.resultQuery(
                        "select at, actor, step, figures from %ssync_history order by no desc limit ?"
                                .formatted(prefix),
                        maxEvents)
                .coerce(at, actor, step, figures)
                .fetch(row -> new SyncEvent(row.get(at), row.get(actor), row.get(step), row.get(figures))));
    }
}
