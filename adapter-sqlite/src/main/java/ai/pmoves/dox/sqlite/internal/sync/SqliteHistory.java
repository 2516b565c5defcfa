package ai.pmoves.dox.sqlite.internal.sync;

import ai.pmoves.dox.domain.rows.StoreTable;
import ai.pmoves.dox.domain.sync.Checkpoint;
import ai.pmoves.dox.domain.sync.DeadLetter.Direction;
import ai.pmoves.dox.domain.sync.ReplicationRole;
import ai.pmoves.dox.domain.sync.RowKey;
import ai.pmoves.dox.jooq.JooqSession;
import ai.pmoves.dox.jooq.sync.JooqStoreSync;
import ai.pmoves.dox.ports.sync.EdgeSync;
import ai.pmoves.dox.sqlite.internal.rows.DirtyRows;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;

/** The embedded store's history marks of the shared one, and the removals that are held. */
abstract class SqliteHistory extends JooqStoreSync implements EdgeSync {
    private static final String MARKS = "the marks of the pair";

    private static final String UNSENT_REMOVALS = """
            select table_name, count(*) from sync_changes c
            where base_counter is not null and is_removed and not exists (select 1 from sync_confirmed_removals r
                where r.table_name = c.table_name and r.key = c.key)
            group by table_name""";

    private static final String HELD_REMOVALS = """
            select table_name, count(*) from sync_dead_letters where direction = 'PULL' and is_held and attempts > 0
            group by table_name""";

    private static final String BEGIN = """
            insert into sync_checkpoints (hub_id, begun_number, begun_mark) values (?, ?, ?)
            on conflict (hub_id) do update set begun_number = excluded.begun_number, begun_mark = excluded.begun_mark""";

    private static final String CONFIRM = """
            insert into sync_checkpoints (hub_id, number, mark) values (?, ?, ?)
            on conflict (hub_id) do update set number = excluded.number, mark = excluded.mark,
                begun_number = null, begun_mark = null""";

    private static final String NEW_ID = """
            update sync_state set store_id = ?, primary_id = ?, epoch = ?""";

    SqliteHistory(JooqSession session) {
        super(session, "");
    }

    @Override
    public final Map<StoreTable, Long> unsentRemovals() {
        return counts(UNSENT_REMOVALS);
    }

    @Override
    public final Map<StoreTable, Long> heldRemovals() {
        return counts(HELD_REMOVALS);
    }

    private Map<StoreTable, Long> counts(String sql) {
        var counts = new EnumMap<StoreTable, Long>(StoreTable.class);
        session()
                .read(dsl -> dsl.fetch(sql))
                .forEach(row ->
                        counts.put(StoreTable.named(row.get(0, String.class)).orElseThrow(), row.get(1, Long.class)));
        return counts;
    }

    @Override
    public final int hold(Direction direction, Collection<RowKey> keys, String reason) {
        return session().write("removals", dsl -> {
            DirtyRows.fold(dsl);
            return DeadLetters.hold(dsl, direction, keys, reason);
        });
    }

    @Override
    public final Checkpoints checkpoints(String hubId) {
        return session().read(dsl -> dsl.fetchOptional(
                        "select number, mark, begun_number, begun_mark from sync_checkpoints where hub_id = ?", hubId)
                .map(row -> new Checkpoints(checkpoint(row, 0), checkpoint(row, 2)))
                .orElse(Checkpoints.NONE));
    }

    private static @Nullable Checkpoint checkpoint(Record row, int column) {
        return row.get(column) == null
                ? null
                : new Checkpoint(row.get(column, Long.class), row.get(column + 1, String.class));
    }

    @Override
    public final void beginCheckpoint(String hubId, Checkpoint next) {
        session().write(MARKS, dsl -> dsl.execute(BEGIN, hubId, next.number(), next.mark()));
    }

    @Override
    public final void confirmCheckpoint(String hubId, Checkpoint left) {
        session().write(MARKS, dsl -> dsl.execute(CONFIRM, hubId, left.number(), left.mark()));
    }

    @Override
    public final void forgetCheckpoints() {
        session().write(MARKS, SqliteHistory::forgetCheckpoints);
    }

    private static int forgetCheckpoints(DSLContext dsl) {
        return dsl.execute("delete from sync_checkpoints");
    }

    @Override
    public final void startOver() {
        session().write(MARKS, dsl -> {
            DirtyRows.fold(dsl);
            for (var sql : List.of(
                    "delete from sync_changes where base_counter is null",
                    "update sync_changes set base_counter = 0, base_device = ''",
                    "delete from sync_dead_letters where direction = 'PULL'",
                    "delete from sync_places")) {
                dsl.execute(sql);
            }
            return forgetCheckpoints(dsl);
        });
    }

    @Override
    public final ReplicationRole becomeNewDevice(@Nullable String primaryId, long epoch) {
        return session().write(MARKS, dsl -> {
            DirtyRows.fold(dsl);
            var id = UUID.randomUUID().toString().replace("-", "");
            dsl.execute(NEW_ID, id, primaryId == null ? id : primaryId, epoch);
            dsl.execute("update sync_changes set device = ? where base_counter is not null", id);
            forgetCheckpoints(dsl);
            return role(dsl);
        });
    }
}
