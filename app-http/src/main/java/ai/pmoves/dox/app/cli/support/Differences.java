package ai.pmoves.dox.app.cli.support;

import static java.util.Objects.requireNonNull;

import ai.pmoves.dox.domain.Json;
import ai.pmoves.dox.domain.sync.RowKey;
import ai.pmoves.dox.replication.changes.NewerRows;
import ai.pmoves.dox.replication.changes.NewerRows.Age;
import ai.pmoves.dox.replication.parity.Difference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Keeps the first differences to show them, and counts all. Not thread-safe. */
public final class Differences implements Consumer<Difference> {
    private static final int LONGEST_VALUE = 120;

    private final int shown;
    private final String primaryLabel;
    private final String secondaryLabel;
    private final NewerRows newer;
    private final List<Difference> first = new ArrayList<>();
    private long count;

    /** @param shown how many are kept */
    public Differences(int shown) {
        this(shown, "primary", "secondary", NewerRows.ofRows());
    }

    /**
     * @param shown how many are kept
     * @param primaryLabel what the primary is called
     * @param newer tells which side is newer when they are shown
     */
    public Differences(int shown, String primaryLabel, String secondaryLabel, NewerRows newer) {
        this.shown = shown;
        this.primaryLabel = primaryLabel;
        this.secondaryLabel = secondaryLabel;
        this.newer = newer;
    }

    @Override
    public void accept(Difference difference) {
        count++;
        if (first.size() < shown) {
            first.add(difference);
        }
    }

    public long count() {
        return count;
    }

    public List<String> lines() {
        var lines = new ArrayList<String>();
        var ages = newer.of(first);
        for (var difference : first) {
            lines.add("%s %s %s".formatted(word(difference), difference.table().text(), difference.key()));
            var age = age(ages, difference);
            lines.add("    newer: %s (%s)".formatted(label(age), age.because()));
            for (var column : difference.columns()) {
                lines.add("    %s".formatted(column));
                lines.add("      %-10s %s".formatted(primaryLabel, primary(difference, column)));
                lines.add("      %-10s %s".formatted(secondaryLabel, secondary(difference, column)));
            }
        }
        if (count > first.size()) {
            lines.add("and %s more; --show N shows more of them".formatted(CopyReport.number(count - first.size())));
        }
        return lines;
    }

    public List<Map<String, Object>> json() {
        var ages = newer.of(first);
        return first.stream()
                .map(difference -> json(difference, age(ages, difference)))
                .toList();
    }

    private static Age age(Map<RowKey, Age> ages, Difference difference) {
        return requireNonNull(ages.get(new RowKey(difference.table(), difference.key())));
    }

    private String label(Age age) {
        return switch (age.newer()) {
            case PRIMARY -> primaryLabel;
            case SECONDARY -> secondaryLabel;
            case UNKNOWN -> "unknown";
        };
    }

    private Map<String, Object> json(Difference difference, Age age) {
        var json = new LinkedHashMap<String, Object>();
        json.put("table", difference.table().text());
        json.put("id", difference.key());
        json.put("kind", word(difference));
        var columns = new LinkedHashMap<String, Object>();
        for (var column : difference.columns()) {
            columns.put(
                    column,
                    Map.of(primaryLabel, primary(difference, column), secondaryLabel, secondary(difference, column)));
        }
        json.put("columns", columns);
        json.put("newer", label(age));
        json.put("newer_because", age.because());
        return json;
    }

    private static String word(Difference difference) {
        return difference.kind().name().toLowerCase(Locale.ROOT);
    }

    private static String primary(Difference difference, String column) {
        var row = difference.primary();
        var other = difference.secondary();
        return row == null ? "" : text(row.value(column), other == null ? null : other.value(column));
    }

    private static String secondary(Difference difference, String column) {
        var row = difference.secondary();
        var other = difference.primary();
        return row == null ? "" : text(row.value(column), other == null ? null : other.value(column));
    }

    /** The value, or the part of it where it begins to differ from the other one. */
    private static String text(@Nullable Object value, @Nullable Object other) {
        return switch (value) {
            case null -> "NULL";
            case float[] vector -> other instanceof float[] vector2 ? vector(vector, vector2) : "a vector";
            case String text -> other instanceof String text2 ? excerpt(text, text2) : '"' + cut(text) + '"';
            case Json json -> cut(CliJson.write(json.value()));
            default -> value.toString();
        };
    }

    private static String vector(float[] vector, float[] other) {
        int at = Arrays.mismatch(vector, other);
        return at < 0 || at >= vector.length
                ? "%d components".formatted(vector.length)
                : "component %d of %d is %s".formatted(at + 1, vector.length, vector[at]);
    }

    private static String excerpt(String text, String other) {
        int at = 0;
        int shorter = Math.min(text.length(), other.length());
        while (at < shorter && text.charAt(at) == other.charAt(at)) {
            at++;
        }
        int begin = at < LONGEST_VALUE / 2 ? 0 : at - LONGEST_VALUE / 4;
        return (begin > 0 ? "..." : "") + '"' + cut(text.substring(begin)) + '"';
    }

    private static String cut(@Nullable String text) {
        var whole = String.valueOf(text);
        return whole.length() <= LONGEST_VALUE ? whole : whole.substring(0, LONGEST_VALUE) + "...";
    }
}
