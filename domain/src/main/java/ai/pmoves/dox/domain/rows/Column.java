package ai.pmoves.dox.domain.rows;

/**
 * A column of a table.
 *
 * @param name as in both stores
 * @param isRequired whether it is never null
 */
public record Column(String name, ColumnType type, boolean isRequired) {

    static Column required(String name, ColumnType type) {
        return new Column(name, type, true);
    }

    static Column optional(String name, ColumnType type) {
        return new Column(name, type, false);
    }
}
