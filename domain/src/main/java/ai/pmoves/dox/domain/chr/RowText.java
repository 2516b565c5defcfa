package ai.pmoves.dox.domain.chr;

import ai.pmoves.dox.domain.Json;
import ai.pmoves.dox.domain.report.PythonText;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Rows of tables as texts: the cells one after the other, as data tools of Python write them. */
public final class RowText {
    private static final String MISSING = "nan";

    private RowText() {}

    /**
     * Returns a text for each row. Where all cells are numbers and one has decimals or is missing, all have decimals.
     *
     * @param rows objects, whose members are the cells in their order
     */
    public static List<String> of(Json rows) {
        boolean asDecimals = isOfNumbers(rows) && cells(rows).anyMatch(cell -> !(cell instanceof Long));
        return rows.asList().stream()
                .map(row -> cellsOf(row).stream()
                        .map(cell -> text(cell, asDecimals))
                        .collect(Collectors.joining(" ")))
                .toList();
    }

    private static boolean isOfNumbers(Json rows) {
        return cells(rows).allMatch(cell -> cell == null || cell instanceof Number);
    }

    private static Stream<@Nullable Object> cells(Json rows) {
        return rows.asList().stream().flatMap(row -> cellsOf(row).stream());
    }

    private static Collection<? extends @Nullable Object> cellsOf(@Nullable Object row) {
        return row instanceof Map<?, ?> cells ? cells.values() : List.of();
    }

    private static String text(@Nullable Object cell, boolean asDecimals) {
        if (cell == null) {
            return MISSING;
        }
        return PythonText.of(asDecimals && cell instanceof Number number ? (Object) number.doubleValue() : cell);
    }
}
