package ai.pmoves.dox.supabase.internal.sync;

import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.domain.rows.Row;
import ai.pmoves.dox.domain.rows.StoreTable;
import ai.pmoves.dox.domain.sync.Backlog;
import ai.pmoves.dox.domain.sync.RowChange;
import ai.pmoves.dox.domain.sync.RowKey;
import ai.pmoves.dox.domain.sync.Version;
import ai.pmoves.dox.jooq.sync.SyncTypes;
import ai.pmoves.dox.ports.rows.StoreRows;
import ai.pmoves.dox.ports.sync.HubSync.FeedPage;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/** The changes of the shared store in the order of their transactions. Within the transaction of {@code dsl}. */
public final class Feed {
    /** Every transaction below it has ended: none of them will show up later. */
    private static final String SETTLED = "(select pg_snapshot_xmin(pg_current_snapshot())::text::bigint)";

    private static final String END = "select " + SETTLED;

    private static final String PAGE = """
            select table_name, key, counter, device, xact, no from dox.sync_changes
            where (xact, no) > (?, ?) and xact < %s order by xact, no limit ?""".formatted(SETTLED);

    private static final String REACHES_BACK = """
            select (forgotten_xact, forgotten_no) <= (?, ?) and ? <= %s from dox.sync_state""".formatted(SETTLED);

    private static final String BACKLOG = """
            select count(*), min(changed_at) from dox.sync_changes where (xact, no) > (?, ?) and device <> ?""";

    private static final String REMOVALS = """
            select table_name, count(*) from dox.sync_changes
            where (xact, no) > (?, ?) and device <> ? and is_removed group by table_name""";

    private static final String WAITING = """
            select key from dox.sync_changes
            where table_name = ? and key = any (?) and (xact, no) > (?, ?) and device <> ?""";

    private static final Pattern CURSOR = Pattern.compile("(\\d{1,19}):(\\d{1,19})");

    private Feed() {}

    /** A place in the feed: after a change of a transaction. */
    private record Place(long xact, long no) {
        static Place of(String cursor) {
            var numbers = CURSOR.matcher(cursor);
            if (!numbers.matches()) {
                throw new DoxException(
                        ErrorCode.CURSOR_INVALID,
                        "'%s' is no place in the feed of the shared store.".formatted(cursor));
            }
            return new Place(Long.parseLong(numbers.group(1)), Long.parseLong(numbers.group(2)));
        }

        String text() {
            return xact + ":" + no;
        }
    }

    public static String end(DSLContext dsl) {
        return new Place(dsl.fetchSingle(END).get(0, Long.class), 0).text();
    }

    public static Optional<FeedPage> page(
            DSLContext dsl, StoreRows rows, String cursor, String exceptStore, int maxRows) {
        var after = Place.of(cursor);
        if (!reachesBack(dsl, after)) {
            return Optional.empty();
        }
        var last = after;
        var versions = new ArrayList<Map.Entry<RowKey, Version>>();
        var found = dsl.fetch(PAGE, after.xact(), after.no(), maxRows);
        for (var row : found) {
            last = new Place(row.get(4, Long.class), row.get(5, Long.class));
            var version = new Version(row.get(2, Long.class), row.get(3, String.class));
            if (!version.device().equals(exceptStore)) {
                var table = StoreTable.named(row.get(0, String.class)).orElseThrow();
                versions.add(Map.entry(new RowKey(table, row.get(1, String.class)), version));
            }
        }
        var stored = rows(rows, versions);
        return Optional.of(new FeedPage(
                versions.stream()
                        .map(entry -> new RowChange(
                                entry.getKey(), entry.getValue(), Version.NONE, stored.get(entry.getKey())))
                        .toList(),
                last.text(),
                found.size() < maxRows));
    }

    /** Also false for a place of another life of the database: one that was restored counts its transactions anew. */
    private static boolean reachesBack(DSLContext dsl, Place place) {
        return dsl.fetchSingle(REACHES_BACK, place.xact(), place.no(), place.xact())
                .get(0, Boolean.class);
    }

    private static Map<RowKey, Row> rows(StoreRows store, List<Map.Entry<RowKey, Version>> versions) {
        var rows = new HashMap<RowKey, Row>();
        var keys = versions.stream().map(Map.Entry::getKey).toList();
        RowKey.byTable(keys)
                .forEach((table, ofTable) -> store.find(table, ofTable).forEach(row -> rows.put(RowKey.of(row), row)));
        return rows;
    }

    public static Set<RowKey> waiting(DSLContext dsl, String cursor, String exceptStore, Collection<RowKey> keys) {
        var after = Place.of(cursor);
        var waiting = new HashSet<RowKey>();
        RowKey.byTable(keys).forEach((table, ofTable) -> dsl.fetch(
                        WAITING, table.text(), ofTable.toArray(String[]::new), after.xact(), after.no(), exceptStore)
                .forEach(row -> waiting.add(new RowKey(table, row.get(0, String.class)))));
        return waiting;
    }

    public static Backlog backlog(DSLContext dsl, String cursor, String exceptStore) {
        var after = Place.of(cursor);
        var count = DSL.field("count", SQLDataType.BIGINT);
        var oldest = DSL.field("min", SyncTypes.TIME);
        return dsl.resultQuery(BACKLOG, after.xact(), after.no(), exceptStore)
                .coerce(count, oldest)
                .fetchSingle(row -> new Backlog(row.get(count), row.get(oldest)));
    }

    public static Map<StoreTable, Long> removals(DSLContext dsl, String cursor, String exceptStore) {
        var after = Place.of(cursor);
        var removals = new EnumMap<StoreTable, Long>(StoreTable.class);
        dsl.fetch(REMOVALS, after.xact(), after.no(), exceptStore)
                .forEach(row ->
                        removals.put(StoreTable.named(row.get(0, String.class)).orElseThrow(), row.get(1, Long.class)));
        return removals;
    }
}
