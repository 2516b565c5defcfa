package ai.pmoves.dox.supabase.internal.load;

import ai.pmoves.dox.domain.rows.Column;
import ai.pmoves.dox.domain.rows.Row;
import ai.pmoves.dox.domain.rows.StoreTable;
import ai.pmoves.dox.jooq.rows.RowSql;
import ai.pmoves.dox.ports.rows.RowWriter.Written;
import ai.pmoves.dox.supabase.internal.copy.BinaryCopy;
import ai.pmoves.dox.supabase.internal.copy.TriggerFreeCopy;
import java.util.List;
import java.util.stream.Collectors;
import org.jooq.DSLContext;

/** Rows of any table but chunks. */
final class RowLoad implements TableLoad {
    /**
     * Equal rows are neither written nor locked. They are looked up one by one, by their keys: the planner has no
     * statistics of a temporary table, and might read all of the other.
     *
     * <p>What is neither added, changed nor the same has a greater revision there.
     */
    private static final String MERGE = """
            with compared as materialized (
                select arrived.*, there.dox_state from %1$s arrived left join lateral (
                    select case %2$s when %3$s then 'same' else 'different' end as dox_state
                    from public.%4$s had where had.%5$s = arrived.%5$s limit 1) there on true
            ), written as (
                insert into public.%4$s as had (%6$s)
                select %6$s from compared where dox_state is null or dox_state = 'different'
                on conflict (%5$s) do update set %7$s %8$s
                returning had.xmax = 0 as is_new
            )
            select count(*) filter (where is_new), count(*) filter (where not is_new),
                (select count(*) from compared where dox_state = 'same')
            from written""";

    private final DSLContext dsl;
    private final StoreTable table;
    private final List<Row> rows;
    private final boolean overNewer;
    private final boolean mindsRevision;
    private final String names;
    private final String stage;
    private final TriggerFreeCopy triggerFree;

    /** @param overNewer whether rows of a greater revision are replaced, too */
    RowLoad(DSLContext dsl, StoreTable table, List<Row> rows, boolean overNewer, TriggerFreeCopy triggerFree) {
        this.dsl = dsl;
        this.table = table;
        this.rows = rows;
        this.overNewer = overNewer;
        this.mindsRevision = table.hasRevision() && !overNewer;
        this.names = RowSql.names(table);
        this.stage = "arrived_" + table.text();
        this.triggerFree = triggerFree;
    }

    @Override
    public boolean isMerge() {
        return overNewer;
    }

    @Override
    public void copy() {
        triggerFree.run(dsl, table, rows, () -> copyInto("public." + table.text()));
    }

    private void copyInto(String target) {
        BinaryCopy.into(
                dsl,
                "copy %s (%s) from stdin (format binary)".formatted(target, names),
                copy -> rows.forEach(copy::row));
    }

    @Override
    public void stage() {
        dsl.execute("create temporary table if not exists %s (like public.%s) on commit drop"
                .formatted(stage, table.text()));
        dsl.execute("truncate pg_temp." + stage);
        copyInto("pg_temp." + stage);
    }

    @Override
    public void insert() {
        dsl.execute(
                "insert into public.%1$s (%2$s) select %2$s from pg_temp.%3$s".formatted(table.text(), names, stage));
    }

    @Override
    public Written merge() {
        var counts = dsl.fetchSingle(MERGE.formatted(
                "pg_temp." + stage,
                mindsRevision ? "when had.revision > arrived.revision then 'newer'" : "",
                table.columns().stream().map(RowLoad::isSame).collect(Collectors.joining(" and ")),
                table.text(),
                RowSql.name(table.key()),
                names,
                RowSql.each(table, column -> "%1$s = excluded.%1$s".formatted(RowSql.name(column))),
                mindsRevision ? "where had.revision <= excluded.revision" : ""));
        long added = counts.get(0, Long.class);
        long changed = counts.get(1, Long.class);
        long unchanged = counts.get(2, Long.class);
        return new Written(added, changed, unchanged, rows.size() - added - changed - unchanged);
    }

    private static String isSame(Column column) {
        return form("had", column) + " is not distinct from " + form("arrived", column);
    }

    /** The form in which values are compared: 1 and 1.0 are equal numbers in jsonb, and different texts. */
    private static String form(String row, Column column) {
        var value = row + "." + RowSql.name(column);
        return switch (column.type()) {
            case JSON -> value + "::text";
            case VECTOR -> throw new IllegalArgumentException("chunks arrive otherwise");
            default -> value;
        };
    }
}
