package ai.pmoves.dox.sqlite.legacy;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * How the rows of one table are read from one file: the query, and where in its answer each column of the store finds
 * its value. A row of the answer is the position, the file's columns in their order, then what is computed.
 *
 * <p>Immutable.
 */
final class TablePlan {
    private final LegacyTable table;
    private final LegacySchema schema;
    private final List<String> columns;
    private final List<String> selected = new ArrayList<>();
    private final List<int[]> sources = new ArrayList<>();
    private final String position;

    TablePlan(LegacyTable table, LegacySchema schema) {
        this.table = table;
        this.schema = schema;
        this.columns = schema.columns(table);
        this.position = freeNameOfPosition();
        columns.forEach(column -> selected.add("t." + LegacySchema.quoted(column)));
        for (var target : table.columns()) {
            sources.add(target.expression() == null ? placesOf(target.sources()) : computed(target));
        }
    }

    /** SQLite has three names for the rowid, of which a column of the file may have taken one. */
    private String freeNameOfPosition() {
        for (var name : List.of("rowid", "_rowid_", "oid")) {
            if (!schema.hasColumn(table, name)) {
                return name;
            }
        }
        throw new IllegalStateException("no name is left for the numbers of the rows of " + table.text());
    }

    private int[] placesOf(List<String> names) {
        return names.stream()
                .mapToInt(this::placeOf)
                .filter(place -> place >= 0)
                .toArray();
    }

    private int placeOf(String name) {
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).equalsIgnoreCase(name)) {
                return i;
            }
        }
        return -1;
    }

    private int[] computed(LegacyColumn target) {
        boolean isKnown = schema.has(LegacyTable.ARTIFACT)
                && placesOf(target.sources()).length == target.sources().size();
        selected.add(isKnown ? target.expression() : "null");
        return new int[] {selected.size() - 1};
    }

    LegacyTable table() {
        return table;
    }

    /** The file's columns. */
    List<String> columns() {
        return columns;
    }

    /** How many values a row of the answer has after its position. */
    int width() {
        return selected.size();
    }

    /** Of the store's column at this place, the places of the values that it comes from, the first that is not null. */
    int[] sources(int target) {
        return sources.get(target);
    }

    /** Where among the values the key is. */
    int keyPlace() {
        return placeOf(table.key());
    }

    /** The name of the position among a row's original values. */
    String position() {
        return position;
    }

    /** The query of rows {@code t} of the file, to which a condition may be added. */
    String select() {
        return select(LegacySchema.quoted(table.text()));
    }

    /** The same of one row whose position and columns are given as parameters in their order. */
    String selectOfParameters() {
        return select(columns.stream()
                .map(column -> ", ? as " + LegacySchema.quoted(column))
                .collect(Collectors.joining("", "(select ? as " + position, ")")));
    }

    private String select(String from) {
        return "select t." + position + ", " + String.join(", ", selected) + " from " + from + " t";
    }

    /** The file's column that is the key, for conditions. */
    String key() {
        return "t." + LegacySchema.quoted(table.key());
    }
}
