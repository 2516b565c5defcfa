package ai.pmoves.dox.domain.extract;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * What kind of financial statement a table is, told by its words.
 *
 * @param type {@code balance_sheet}, {@code income_statement} or {@code cash_flow}
 * @param confidence the share of the type's words that the table has, above one half
 * @param summary the statement's main figures, null where it has none
 */
public record FinancialStatement(String type, double confidence, Map<String, @Nullable Double> summary) {
    private static final List<Kind> KINDS = List.of(
            new Kind("balance_sheet", List.of("assets", "liabilities", "equity")),
            new Kind("income_statement", List.of("revenue", "expenses", "net income")),
            new Kind("cash_flow", List.of("operating", "investing", "financing")));

    private record Kind(String type, List<String> words) {
        long matches(String text) {
            return words.stream().filter(text::contains).count();
        }
    }

    /** Returns the kind that has most of its three words in the table, two at least. */
    public static Optional<FinancialStatement> of(List<String> columns, List<? extends List<@Nullable String>> rows) {
        var words = new StringBuilder(String.join(" ", columns));
        rows.forEach(row -> row.forEach(cell -> words.append(' ').append(cell == null ? "" : cell)));
        var text = words.toString().toLowerCase(Locale.ROOT);
        Optional<Kind> best = Optional.empty();
        for (var kind : KINDS) {
            if (kind.matches(text) >= 2 && best.stream().allMatch(other -> kind.matches(text) > other.matches(text))) {
                best = Optional.of(kind);
            }
        }
        return best.map(kind -> new FinancialStatement(
                kind.type(), kind.matches(text) / (double) kind.words().size(), summary(kind.type(), rows)));
    }

    private static Map<String, @Nullable Double> summary(String type, List<? extends List<@Nullable String>> rows) {
        var summary = new LinkedHashMap<String, @Nullable Double>();
        switch (type) {
            case "income_statement" -> {
                summary.put("revenue", figure(rows, "revenue"));
                summary.put("expenses", figure(rows, "expenses"));
                summary.put("net_income", figure(rows, "net income"));
                summary.put("gross_profit", figure(rows, "gross profit"));
            }
            case "balance_sheet" -> {
                var liabilities = figure(rows, "total liabilities");
                var equity = figure(rows, "total equity");
                summary.put("total_assets", figure(rows, "total assets"));
                summary.put("total_liabilities", liabilities);
                summary.put("total_equity", equity);
                summary.put(
                        "liabilities_plus_equity", liabilities == null || equity == null ? null : liabilities + equity);
            }
            default -> {
                summary.put("operating", figure(rows, "operating"));
                summary.put("investing", figure(rows, "investing"));
                summary.put("financing", figure(rows, "financing"));
                summary.put("net_change", figure(rows, "net change"));
            }
        }
        return summary;
    }

    /** The first number in the first row whose first cell has the term, or null. */
    private static @Nullable Double figure(List<? extends List<@Nullable String>> rows, String term) {
        for (var row : rows) {
            var label = row.isEmpty() ? null : row.getFirst();
            if (label != null && label.toLowerCase(Locale.ROOT).contains(term)) {
                for (var cell : row.subList(1, row.size())) {
                    OptionalDouble amount = Amounts.ofCell(cell);
                    if (amount.isPresent()) {
                        return amount.getAsDouble();
                    }
                }
                return null;
            }
        }
        return null;
    }
}
