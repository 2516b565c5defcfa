package ai.pmoves.dox.sqlite.internal.sync;

import ai.pmoves.dox.domain.rows.Row;
import ai.pmoves.dox.domain.rows.StoreTable;
import ai.pmoves.dox.domain.sync.RowChange;
import ai.pmoves.dox.domain.sync.RowKey;
import ai.pmoves.dox.domain.sync.Version;
import ai.pmoves.dox.sqlite.internal.rows.SqliteRows;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The entries of {@code sync_changes}, in plain JDBC: a statement for each, as all writes of this store. */
final class SyncEntries {
    private static final String NO_DEAD_LETTER = """
            not exists (select 1 from sync_dead_letters d
                where d.direction = 'PUSH' and d.table_name = c.table_name and d.key = c.key)""";

    private static final String WAITING = " from sync_changes c where c.base_counter is not null and " + NO_DEAD_LETTER;

    /** How many rows wait, and since when; also those that only {@code sync_touched} has. */
    static final String BACKLOG = """
            select sum(rows), min(since) from (
                select count(*) as rows, min(changed_at) as since%1$s
                union all
                select count(*), min(since) from (
                    select min(changed_at) as since from sync_touched t
                    where not exists (select 1%1$s and c.table_name = t.table_name and c.key = t.key)
                    group by table_name, key))""".formatted(WAITING);

    private static final String UNSENT = "select table_name, key, counter, device, base_counter, base_device" + WAITING
            + " order by position limit ?";

    private static final String IS_REMOVAL_WAITING =
            "select 1" + WAITING + " and c.is_removed and c.table_name = ? and c.key = ?";

    private static final String IS_WAITING =
            "select 1 from sync_changes where table_name = ? and key = ? and base_counter is not null";

    private static final String IS_SET_ASIDE = """
            select 1 from sync_dead_letters
            where table_name = ? and key = ? and direction in ('PUSH', 'PULL')""";

    private static final String AGREE = """
            update sync_changes set base_counter = null, base_device = null
            where table_name = ? and key = ? and counter = ? and device = ?""";

    private static final String SAVE = """
            insert into sync_changes (table_name, key, counter, device, is_removed, position, changed_at)
            values (?, ?, ?, ?, ?, 0, strftime('%Y-%m-%dT%H:%M:%fZ'))
            on conflict (table_name, key) do update set counter = excluded.counter, device = excluded.device,
                base_counter = null, base_device = null, is_removed = excluded.is_removed, position = 0,
                changed_at = excluded.changed_at""";

    private SyncEntries() {}

    /** The rows that wait, the longest waiting first, as they are in the transaction of the connection. */
    static List<RowChange> unsent(Connection connection, int maxRows) throws SQLException {
        var waiting = new ArrayList<Waiting>();
        try (var statement = connection.prepareStatement(UNSENT)) {
            statement.setInt(1, maxRows);
            try (var result = statement.executeQuery()) {
                while (result.next()) {
                    waiting.add(Waiting.read(result));
                }
            }
        }
        var rows = rows(connection, waiting);
        return waiting.stream()
                .map(one -> new RowChange(one.key, one.version, one.base, rows.get(one.key)))
                .toList();
    }

    private record Waiting(RowKey key, Version version, Version base) {
        static Waiting read(ResultSet result) throws SQLException {
            return new Waiting(
                    new RowKey(StoreTable.named(result.getString(1)).orElseThrow(), result.getString(2)),
                    new Version(result.getLong(3), result.getString(4)),
                    new Version(result.getLong(5), result.getString(6)));
        }
    }

    private static Map<RowKey, Row> rows(Connection connection, List<Waiting> waiting) throws SQLException {
        var keys = new EnumMap<StoreTable, List<String>>(StoreTable.class);
        waiting.forEach(one -> keys.computeIfAbsent(one.key.table(), table -> new ArrayList<>())
                .add(one.key.key()));
        var rows = new HashMap<RowKey, Row>();
        for (var ofTable : keys.entrySet()) {
            for (var row : SqliteRows.find(connection, ofTable.getKey(), ofTable.getValue())) {
                rows.put(new RowKey(ofTable.getKey(), row.id()), row);
            }
        }
        return rows;
    }

    /** Which of these rows wait to be sent, dead letters too. */
    static Set<RowKey> waitingOf(Connection connection, Collection<RowKey> keys) throws SQLException {
        return among(connection, keys, IS_WAITING);
    }

    /** Which of these rows have a dead letter, in either direction. */
    static Set<RowKey> setAsideOf(Connection connection, Collection<RowKey> keys) throws SQLException {
        return among(connection, keys, IS_SET_ASIDE);
    }

    /** Which of these rows were removed, so that the removal waits to be sent. */
    static Set<RowKey> removalsOf(Connection connection, Collection<RowKey> keys) throws SQLException {
        return among(connection, keys, IS_REMOVAL_WAITING);
    }

    private static Set<RowKey> among(Connection connection, Collection<RowKey> keys, String sql) throws SQLException {
        var found = new HashSet<RowKey>();
        try (var statement = connection.prepareStatement(sql)) {
            for (var key : keys) {
                statement.setString(1, key.table().text());
                statement.setString(2, key.key());
                try (var result = statement.executeQuery()) {
                    if (result.next()) {
                        found.add(key);
                    }
                }
            }
        }
        return found;
    }

    /** Records that both stores have these versions, for rows that still have them; returns those rows. */
    static Set<RowKey> agree(Connection connection, Map<RowKey, Version> versions) throws SQLException {
        var agreed = new HashSet<RowKey>();
        try (var statement = connection.prepareStatement(AGREE)) {
            for (var entry : versions.entrySet()) {
                statement.setString(1, entry.getKey().table().text());
                statement.setString(2, entry.getKey().key());
                statement.setLong(3, entry.getValue().counter());
                statement.setString(4, entry.getValue().device());
                if (statement.executeUpdate() > 0) {
                    agreed.add(entry.getKey());
                }
            }
        }
        return agreed;
    }

    /** Records the versions of rows pulled from the shared store. */
    static void save(Connection connection, Collection<RowChange> changes) throws SQLException {
        try (var statement = connection.prepareStatement(SAVE)) {
            for (var change : changes) {
                statement.setString(1, change.key().table().text());
                statement.setString(2, change.key().key());
                statement.setLong(3, change.version().counter());
                statement.setString(4, change.version().device());
                statement.setBoolean(5, change.isRemoval());
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }
}
