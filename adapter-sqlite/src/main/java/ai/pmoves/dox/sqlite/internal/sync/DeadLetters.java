package ai.pmoves.dox.sqlite.internal.sync;

import ai.pmoves.dox.domain.rows.StoreTable;
import ai.pmoves.dox.domain.sync.DeadLetter;
import ai.pmoves.dox.domain.sync.DeadLetter.Direction;
import ai.pmoves.dox.domain.sync.RowKey;
import ai.pmoves.dox.jooq.sync.SyncTypes;
import java.util.Collection;
import java.util.List;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/**
 * The changes that the other store rejected. Within the transaction of {@code dsl}.
 *
 * <p>One that is retried stays in its table with the direction {@code RETRY_PUSH} or {@code RETRY_PULL}, which holds no
 * change back, so that its next rejection adds to its attempts.
 */
final class DeadLetters {
    private static final String REFUSED_AGAIN = """
            update or replace sync_dead_letters set direction = ?1
            where direction = 'RETRY_' || ?1 and table_name = ?2 and key = ?3""";

    private static final String SET_ASIDE = """
            insert into sync_dead_letters (direction, table_name, key, reason, attempts, since)
            values (?, ?, ?, ?, 1, strftime('%Y-%m-%dT%H:%M:%fZ'))
            on conflict (direction, table_name, key) do update
                set reason = excluded.reason, attempts = attempts + 1""";

    /** One that waits to be pushed has to be a removal still. */
    private static final String HOLD = """
            insert into sync_dead_letters (direction, table_name, key, reason, attempts, since, is_held)
            select ?1, ?2, ?3, ?4, 1, strftime('%Y-%m-%dT%H:%M:%fZ'), true
            where (?1 = 'PUSH') = exists (select 1 from sync_changes where table_name = ?2 and key = ?3
                and base_counter is not null and is_removed)
                and (?1 <> 'PUSH' or not exists (select 1 from sync_confirmed_removals
                    where table_name = ?2 and key = ?3))
            on conflict (direction, table_name, key) do update set reason = excluded.reason, is_held = true""";

    private static final String CONFIRM = """
            insert or ignore into sync_confirmed_removals
            select table_name, key from sync_dead_letters as d where direction = 'PUSH' and is_held and {0}""";

    private static final String FORGET_CONFIRMED = """
            delete from sync_confirmed_removals as r where not exists (select 1 from sync_changes c
                where c.table_name = r.table_name and c.key = r.key and c.base_counter is not null and c.is_removed)""";

    /** A dead letter has ended once its row has changed, also if only {@code sync_touched} has the change. */
    private static final String OPEN = " from sync_dead_letters where (direction in ('PULL', 'RETRY_PULL')"
            + " or direction = 'PUSH' and (table_name, key) not in (select table_name, key from sync_touched))";

    private static final String GIVE_UP = """
            update sync_changes as c set base_counter = null, base_device = null
            where exists (select 1 from sync_dead_letters d
                where d.direction in ('PUSH', 'RETRY_PUSH') and d.table_name = c.table_name and d.key = c.key
                    and {0})""";

    private DeadLetters() {}

    static void setAside(DSLContext dsl, Direction direction, RowKey key, String reason) {
        dsl.execute(REFUSED_AGAIN, direction.name(), key.table().text(), key.key());
        dsl.execute(SET_ASIDE, direction.name(), key.table().text(), key.key(), reason);
    }

    static int hold(DSLContext dsl, Direction direction, Collection<RowKey> keys, String reason) {
        return dsl.connectionResult(connection -> {
            int held = 0;
            try (var statement = connection.prepareStatement(HOLD)) {
                for (var key : keys) {
                    statement.setString(1, direction.name());
                    statement.setString(2, key.table().text());
                    statement.setString(3, key.key());
                    statement.setString(4, reason);
                    held += statement.executeUpdate();
                }
            }
            return held;
        });
    }

    static List<DeadLetter> list(DSLContext dsl, int maxLetters) {
        var since = DSL.field("since", SyncTypes.TIME);
        return dsl.resultQuery(
                        "select direction, table_name, key, reason, attempts, since" + OPEN
                                + " order by since, table_name, key limit ?",
                        maxLetters)
                .coerce(
                        DSL.field("direction", SQLDataType.VARCHAR),
                        DSL.field("table_name", SQLDataType.VARCHAR),
                        DSL.field("key", SQLDataType.VARCHAR),
                        DSL.field("reason", SQLDataType.VARCHAR),
                        DSL.field("attempts", SQLDataType.INTEGER),
                        since)
                .fetch(row -> new DeadLetter(
                        direction(row.get(0, String.class)),
                        key(row.get(1, String.class), row.get(2, String.class)),
                        row.get(3, String.class),
                        row.get(4, Integer.class),
                        row.get(since)));
    }

    private static Direction direction(String text) {
        return text.equals("PUSH") ? Direction.PUSH : Direction.PULL;
    }

    private static RowKey key(String table, String key) {
        return new RowKey(StoreTable.named(table).orElseThrow(), key);
    }

    static long count(DSLContext dsl) {
        return dsl.fetchSingle("select count(*)" + OPEN).get(0, Long.class);
    }

    /** Pushes are sent again, since no dead letter holds them back; pulls that this store rejected are read again. */
    static int retry(DSLContext dsl, Collection<RowKey> keys) {
        dsl.execute(FORGET_CONFIRMED);
        dsl.execute(CONFIRM, these(keys));
        return dsl.execute(
                "update sync_dead_letters as d set direction = 'RETRY_' || direction, is_held = false"
                        + " where direction in ('PUSH', 'PULL') and {0}",
                these(keys));
    }

    /** Ends the dead letters of rows that the other store has taken. */
    static void sent(DSLContext dsl, Collection<RowKey> keys) {
        if (isAny(dsl) && !keys.isEmpty()) {
            dsl.execute("delete from sync_dead_letters as d where direction = 'RETRY_PUSH' and {0}", these(keys));
        }
    }

    private static boolean isAny(DSLContext dsl) {
        return !dsl.fetch("select 1 from sync_dead_letters limit 1").isEmpty();
    }

    static int drop(DSLContext dsl, Collection<RowKey> keys) {
        dsl.execute(GIVE_UP, these(keys));
        return dsl.execute("delete from sync_dead_letters as d where {0}", these(keys));
    }

    static List<RowKey> toPullAgain(DSLContext dsl, int maxRows) {
        return dsl.fetch(
                        "select table_name, key from sync_dead_letters where direction = 'RETRY_PULL'"
                                + " order by since, table_name, key limit ?",
                        maxRows)
                .map(row -> key(row.get(0, String.class), row.get(1, String.class)));
    }

    /** Ends the dead letters of rows that this store has taken. */
    static void taken(DSLContext dsl, Collection<RowKey> keys) {
        if (isAny(dsl) && !keys.isEmpty()) {
            dsl.execute(
                    "delete from sync_dead_letters as d where direction in ('PULL', 'RETRY_PULL') and {0}",
                    these(keys));
        }
    }

    private static Condition these(Collection<RowKey> keys) {
        if (keys.isEmpty()) {
            return DSL.trueCondition();
        }
        var table = DSL.field("d.table_name", SQLDataType.VARCHAR);
        var key = DSL.field("d.key", SQLDataType.VARCHAR);
        return DSL.or(keys.stream()
                .map(one -> table.eq(one.table().text()).and(key.eq(one.key())))
                .toList());
    }
}
