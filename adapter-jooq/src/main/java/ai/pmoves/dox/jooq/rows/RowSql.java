package ai.pmoves.dox.jooq.rows;

import ai.pmoves.dox.domain.rows.Column;
import ai.pmoves.dox.domain.rows.ColumnType;
import ai.pmoves.dox.domain.rows.StoreTable;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Parts of SQL statements made from a table's description. */
public final class RowSql {
    private RowSql() {}

    /** The name of a column, quoted: some are words of SQL. */
    public static String name(Column column) {
        return '"' + column.name() + '"';
    }

    /** The names of all columns, separated by commas. */
    public static String names(StoreTable table) {
        return each(table, RowSql::name);
    }

    /** What is written for each column, separated by commas. */
    public static String each(StoreTable table, Function<Column, String> sql) {
        return table.columns().stream().map(sql).collect(Collectors.joining(", "));
    }

    /** What a row is read from: its columns, a vector's from where it stands, whatever its dimension. */
    public static String selection(StoreTable table) {
        return each(
                table,
                column -> column.type() == ColumnType.VECTOR
                        ? "coalesce(%1$s_384, %1$s_1024)".formatted(column.name())
                        : name(column));
    }
}
