package ai.pmoves.dox.ingest.internal.tabular;

import ai.pmoves.dox.domain.Json;
import ai.pmoves.dox.domain.extract.TableMetrics.NumericColumn;
import ai.pmoves.dox.domain.text.Text;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A table with named columns of one length each. */
public record DataTable(List<TableColumn> columns, int rowCount) {
    public DataTable {
        columns = List.copyOf(columns);
    }

    /** Makes names unique as data tools do: a repeated {@code a} becomes {@code a.1}, {@code a.2}. */
    public static List<String> uniqueNames(List<String> names) {
        var unique = new ArrayList<String>(names.size());
        var taken = new HashSet<>(names);
        var seen = new HashSet<String>();
        for (var name : names) {
            var candidate = name;
            for (int i = 1; !seen.add(candidate); i++) {
                candidate = name + "." + i;
                if (taken.contains(candidate)) {
                    seen.add(candidate);
                }
            }
            unique.add(candidate);
        }
        return unique;
    }

    /** One object for each row. */
    Json rows() {
        var rows = new ArrayList<LinkedHashMap<String, @Nullable Object>>(rowCount);
        for (int i = 0; i < rowCount; i++) {
            var row = new LinkedHashMap<String, @Nullable Object>();
            for (var column : columns) {
                row.put(column.name(), column.cells().get(i));
            }
            rows.add(row);
        }
        return Json.of(rows);
    }

    List<NumericColumn> numericColumns() {
        return columns.stream()
                .filter(TableColumn::isNumeric)
                .map(column -> new NumericColumn(column.name(), column.sum()))
                .toList();
    }

    /** The first rows as text, columns aligned. */
    String preview(int maxRows) {
        return Text.clean(TablePreview.of(this, maxRows));
    }
}
