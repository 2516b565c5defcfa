package ai.pmoves.dox.sqlite.internal.rows;

import ai.pmoves.dox.domain.Json;
import ai.pmoves.dox.domain.rows.InvalidValue;
import ai.pmoves.dox.domain.rows.StoreTable;
import ai.pmoves.dox.ports.rows.CopySource.Remark;
import ai.pmoves.dox.ports.rows.CopySource.SourceRow;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Rows of a result that has a table's columns and then the position, as a copy takes them. Not thread-safe. */
public final class SourceRows {
    /** The name of the position among a row's original values. */
    public static final String POSITION = "rowid";

    private static final int BYTES_OF_A_ROW = 100;

    /** How many times its text a value of JSON takes, about, once it is read. */
    private static final int BYTES_OF_A_SIGN_OF_JSON = 8;

    private final StoreTable table;
    private final RowColumns columns;
    private final ResultSet result;
    private final int positionColumn;
    private long bytes;

    public SourceRows(StoreTable table, ResultSet result) {
        this.table = table;
        this.columns = new RowColumns(table);
        this.result = result;
        this.positionColumn = table.columns().size() + 1;
    }

    public boolean next() throws SQLException {
        return result.next();
    }

    /** About how many bytes of memory the rows read until now take. */
    public long bytes() {
        return bytes;
    }

    public SourceRow read() throws SQLException {
        long position = result.getLong(positionColumn);
        var row = columns.read(result);
        var remarks = new ArrayList<Remark>();
        bytes += BYTES_OF_A_ROW;
        for (int i = 0; i < positionColumn - 1; i++) {
            look(i, row.value(i), remarks);
        }
        return remarks.isEmpty()
                ? SourceRow.clean(position, row)
                : new SourceRow(position, String.valueOf(row.value(0)), null, List.copyOf(remarks), original(position));
    }

    private void look(int column, @Nullable Object value, List<Remark> remarks) throws SQLException {
        if (value instanceof String text) {
            bytes += text.length();
        } else if (value instanceof InvalidValue damaged) {
            remarks.add(new Remark("value.damaged", table.columns().get(column).name(), damaged.text(), true));
        } else if (value instanceof float[] vector) {
            bytes += (long) vector.length * Float.BYTES;
        } else if (value instanceof Json) {
            bytes += (long) result.getString(column + 1).length() * BYTES_OF_A_SIGN_OF_JSON;
        }
    }

    /** The values of the result's current row, as in the file. */
    public Map<String, @Nullable Object> original() throws SQLException {
        return original(result.getLong(positionColumn));
    }

    private Map<String, @Nullable Object> original(long position) throws SQLException {
        var original = new LinkedHashMap<String, @Nullable Object>();
        for (int i = 0; i < positionColumn - 1; i++) {
            original.put(table.columns().get(i).name(), result.getObject(i + 1));
        }
        original.put(POSITION, position);
        return original;
    }
}
