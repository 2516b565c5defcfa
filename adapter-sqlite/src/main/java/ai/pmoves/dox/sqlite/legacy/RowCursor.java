package ai.pmoves.dox.sqlite.legacy;

import ai.pmoves.dox.domain.rows.Row;
import ai.pmoves.dox.ports.rows.CopySource.SourceRow;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Iterates over the result of a {@link TablePlan}'s query and makes rows of the stores. */
final class RowCursor {
    private static final int SHOWN_BYTES = 16;

    private final TablePlan plan;
    private final ResultSet rows;
    private final IssueLog notes = new IssueLog();
    private final @Nullable Object[] raw;
    private long chars;

    RowCursor(TablePlan plan, ResultSet rows) {
        this.plan = plan;
        this.rows = rows;
        this.raw = new @Nullable Object[plan.width()];
    }

    boolean next() throws SQLException {
        return rows.next();
    }

    /** How many characters and bytes the rows had that were read until now. */
    long chars() {
        return chars;
    }

    /** Reads the current row, each of its values once. */
    SourceRow read() throws SQLException {
        long position = readRaw();
        notes.beginRow(position);
        var row = Row.of(plan.table().target(), repaired());
        return notes.isEmpty()
                ? SourceRow.clean(position, row)
                : new SourceRow(position, keyOf(raw[plan.keyPlace()]), row, notes.remarks(), original(position));
    }

    /** Reads the values of the current row as in the file. */
    Map<String, @Nullable Object> readOriginal() throws SQLException {
        return original(readRaw());
    }

    /** @return the position */
    private long readRaw() throws SQLException {
        for (int i = 0; i < raw.length; i++) {
            raw[i] = valueAt(rows, i + 2);
            chars += lengthOf(raw[i]);
        }
        return rows.getLong(1);
    }

    private @Nullable Object[] repaired() {
        var targets = plan.table().columns();
        var repaired = new @Nullable Object[targets.size()];
        for (int i = 0; i < repaired.length; i++) {
            var target = targets.get(i);
            int place = placeOfValue(plan.sources(i));
            notes.beginColumn(
                    place < 0 || place >= plan.columns().size()
                            ? target.target()
                            : plan.columns().get(place));
            repaired[i] = target.rule().read(place < 0 ? null : raw[place], notes);
        }
        return repaired;
    }

    /** The first place with a value, or the first of all, or -1 if the file has none of them. */
    private int placeOfValue(int[] places) {
        for (int place : places) {
            if (raw[place] != null) {
                return place;
            }
        }
        return places.length == 0 ? -1 : places[0];
    }

    private Map<String, @Nullable Object> original(long position) {
        var original = new LinkedHashMap<String, @Nullable Object>();
        original.put(plan.position(), position);
        for (int i = 0; i < plan.columns().size(); i++) {
            original.put(plan.columns().get(i), raw[i]);
        }
        return Collections.unmodifiableMap(original);
    }

    /** Text that is no UTF-8 comes as its bytes: the driver replaces what it cannot read. */
    static @Nullable Object valueAt(ResultSet rows, int place) throws SQLException {
        var value = rows.getObject(place);
        if (value instanceof String text && text.indexOf('\uFFFD') >= 0) {
            var bytes = rows.getBytes(place);
            return Utf8.isValid(bytes) ? text : bytes;
        }
        return value;
    }

    private static int lengthOf(@Nullable Object value) {
        if (value instanceof String text) {
            return text.length();
        }
        return value instanceof byte[] bytes ? bytes.length : 0;
    }

    /** A row's key for people. */
    static String keyOf(@Nullable Object raw) {
        return switch (raw) {
            case null -> "NULL";
            case byte[] bytes -> {
                var hex = HexFormat.of().withUpperCase();
                yield bytes.length <= SHOWN_BYTES
                        ? "X'" + hex.formatHex(bytes) + "'"
                        : "X'" + hex.formatHex(bytes, 0, SHOWN_BYTES) + "'...";
            }
            default -> raw.toString();
        };
    }
}
