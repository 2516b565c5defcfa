package ai.pmoves.dox.supabase;

import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.domain.rows.StoreTable;
import ai.pmoves.dox.domain.sync.Backlog;
import ai.pmoves.dox.domain.sync.Checkpoint;
import ai.pmoves.dox.domain.sync.Conflict;
import ai.pmoves.dox.domain.sync.DeviceReport;
import ai.pmoves.dox.domain.sync.ReplicationRole;
import ai.pmoves.dox.domain.sync.RowChange;
import ai.pmoves.dox.domain.sync.RowKey;
import ai.pmoves.dox.domain.sync.Version;
import ai.pmoves.dox.jooq.JooqSession;
import ai.pmoves.dox.jooq.rows.JooqRows;
import ai.pmoves.dox.jooq.sync.JooqStoreSync;
import ai.pmoves.dox.jooq.sync.SyncTypes;
import ai.pmoves.dox.ports.sync.HubSync;
import ai.pmoves.dox.supabase.internal.sync.ChangeReceiver;
import ai.pmoves.dox.supabase.internal.sync.Feed;
import ai.pmoves.dox.supabase.internal.sync.ReportedDevices;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/** The shared store's replication port. Its triggers record the changes. */
final class SupabaseSync extends JooqStoreSync implements HubSync {
    private static final String WRITERS = "the writers";
    private static final String CHANGES = "changes of another store";

    private static final String DEVICES = "the devices of the pair";

    private static final String CONFLICTS = """
            select id, table_name, key, lost_counter, lost_device, won_counter, won_device, lost_row, found_at
            from dox.sync_conflicts order by found_at desc, id limit ?""";

    /** The places of forgotten changes, the last one first. */
    private static final String FORGETTABLE = """
            from dox.sync_changes where is_removed and changed_at < clock_timestamp() - make_interval(secs => ?)""";

    private static final String MOVE_BEGINNING = """
            update dox.sync_state set forgotten_xact = ?, forgotten_no = ?
            where (forgotten_xact, forgotten_no) < (?, ?)""";

    /** Earlier cursors are before the beginning of the feed. */
    private static final String END_FEED =
            "update dox.sync_state set forgotten_xact = pg_current_xact_id()::text::bigint, forgotten_no = 1";

    private final JooqRows rows;

    SupabaseSync(JooqSession session, JooqRows rows) {
        super(session, "dox.");
        this.rows = rows;
    }

    @Override
    protected void holdWriting(DSLContext dsl) {
        JooqSession.withoutTimeout(dsl).execute("select dox.hold_writing()");
    }

    @Override
    protected void forgetPair(DSLContext dsl) {
        dsl.execute(END_FEED);
        dsl.execute("delete from dox.sync_changes");
        dsl.execute("delete from dox.sync_devices");
    }

    @Override
    public Set<String> writers() {
        return session()
                .read(dsl -> new HashSet<>(dsl.fetch("select distinct device from dox.sync_changes")
                        .getValues(0, String.class)));
    }

    @Override
    public void requirePrimary() {
        session().write("the store", dsl -> dsl.execute("select dox.require_primary()"));
    }

    @Override
    public <T> T holdingWrites(Duration timeout, Supplier<T> work) {
        return session().call(() -> {
            session().write(WRITERS, dsl -> {
                dsl.execute("set local idle_in_transaction_session_timeout = 0");
                dsl.execute("select set_config('lock_timeout', ?, true)", timeout.toMillis() + "ms");
                holdWriting(dsl);
                return dsl.execute("set local lock_timeout = 0");
            });
            return work.get();
        });
    }

    @Override
    public String endOfFeed() {
        return session().read(Feed::end);
    }

    @Override
    public Optional<FeedPage> feed(String cursor, String exceptStore, int maxRows) {
        return inOneState(dsl -> Feed.page(dsl, rows, cursor, exceptStore, maxRows));
    }

    /** Versions and rows of one moment; within a unit of work, those that it sees. */
    private <T> T inOneState(Function<DSLContext, T> reading) {
        if (session().isInUnitOfWork()) {
            return session().read(reading);
        }
        return session().call(() -> session().write(CHANGES, dsl -> {
            dsl.execute("set transaction isolation level repeatable read, read only");
            return reading.apply(dsl);
        }));
    }

    @Override
    public Set<RowKey> waiting(String cursor, String exceptStore, Collection<RowKey> keys) {
        return session().read(dsl -> Feed.waiting(dsl, cursor, exceptStore, keys));
    }

    @Override
    public Backlog feedBacklog(String cursor, String exceptStore) {
        return session().read(dsl -> Feed.backlog(dsl, cursor, exceptStore));
    }

    @Override
    public List<Receipt> receive(ReplicationRole sender, List<RowChange> changes) {
        return session().write(CHANGES, dsl -> {
            dsl.execute("select dox.share_writing()");
            var role = role(dsl);
            requireAgreement(sender, role);
            var keys = changes.stream().map(RowChange::key).toList();
            return new ChangeReceiver(dsl, rows, role.storeId())
                    .receive(changes, RowKey.byTable(keys), of -> states(dsl, of));
        });
    }

    private static void requireAgreement(ReplicationRole sender, ReplicationRole role) {
        if (!role.isPrimary() && !sender.storeId().equals(role.primaryId())) {
            throw new DoxException(
                    ErrorCode.STORE_NOT_PRIMARY,
                    "The shared store takes no changes of the store %s: it is the secondary of %s."
                            .formatted(sender.storeId(), role.primaryId()));
        }
        if (sender.epoch() != role.epoch()) {
            throw new DoxException(
                    ErrorCode.STORE_NOT_PRIMARY,
                    "The stores have changed places since the store %s read these changes (epoch %d, the shared store has %d); it sends what is left of them."
                            .formatted(sender.storeId(), sender.epoch(), role.epoch()));
        }
    }

    private Map<RowKey, ChangeReceiver.State> states(DSLContext dsl, List<RowKey> keys) {
        var states = new HashMap<RowKey, ChangeReceiver.State>();
        entries(
                dsl,
                keys,
                (key, entry) -> states.put(key, new ChangeReceiver.State(entry.version(), entry.isRemoved())));
        return states;
    }

    @Override
    public Map<StoreTable, Long> feedRemovals(String cursor, String exceptStore) {
        return session().read(dsl -> Feed.removals(dsl, cursor, exceptStore));
    }

    @Override
    public Optional<Checkpoint> checkpoint(String storeId) {
        return session().read(dsl -> ReportedDevices.checkpoint(dsl, storeId));
    }

    @Override
    public void noteDevice(DeviceReport device, Checkpoint mark) {
        session().write(DEVICES, dsl -> ReportedDevices.note(dsl, device, mark));
    }

    @Override
    public List<DeviceReport> devices() {
        return session().read(ReportedDevices::list);
    }

    @Override
    public boolean forgetDevice(String storeId) {
        return session().write(DEVICES, dsl -> ReportedDevices.forget(dsl, storeId)) > 0;
    }

    @Override
    public List<Conflict> conflicts(int maxConflicts) {
        var lostRow = DSL.field("lost_row", SyncTypes.JSON);
        var foundAt = DSL.field("found_at", SyncTypes.TIME);
        return session().read(dsl -> dsl.resultQuery(CONFLICTS, maxConflicts)
                .coerce(
                        DSL.field("id", SQLDataType.VARCHAR),
                        DSL.field("table_name", SQLDataType.VARCHAR),
                        DSL.field("key", SQLDataType.VARCHAR),
                        DSL.field("lost_counter", SQLDataType.BIGINT),
                        DSL.field("lost_device", SQLDataType.VARCHAR),
                        DSL.field("won_counter", SQLDataType.BIGINT),
                        DSL.field("won_device", SQLDataType.VARCHAR),
                        lostRow,
                        foundAt)
                .fetch(row -> new Conflict(
                        row.get(0, String.class),
                        new RowKey(StoreTable.named(row.get(1, String.class)).orElseThrow(), row.get(2, String.class)),
                        new Version(row.get(3, Long.class), row.get(4, String.class)),
                        new Version(row.get(5, Long.class), row.get(6, String.class)),
                        row.get(lostRow),
                        row.get(foundAt))));
    }

    @Override
    public long conflictCount() {
        return session().read(dsl -> dsl.fetchSingle("select count(*) from dox.sync_conflicts")
                .get(0, Long.class));
    }

    @Override
    public int forgetConflicts(Collection<String> ids) {
        return session()
                .write(
                        "conflicts",
                        dsl -> ids.isEmpty()
                                ? dsl.execute("delete from dox.sync_conflicts")
                                : dsl.execute("delete from dox.sync_conflicts where id = any (?)", (Object)
                                        ids.toArray(String[]::new)));
    }

    @Override
    public int forgetRemovals(Duration olderThan) {
        return session().write("removals", dsl -> {
            var seconds = (double) olderThan.toSeconds();
            dsl.fetchOptional("select xact, no " + FORGETTABLE + " order by xact desc, no desc limit 1", seconds)
                    .ifPresent(last -> dsl.execute(MOVE_BEGINNING, last.get(0), last.get(1), last.get(0), last.get(1)));
            return dsl.execute(
                    "delete " + FORGETTABLE + " and (xact, no) <= "
                            + "(select forgotten_xact, forgotten_no from dox.sync_state)",
                    seconds);
        });
    }
}
