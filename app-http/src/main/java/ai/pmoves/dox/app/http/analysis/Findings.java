package ai.pmoves.dox.app.http.analysis;

import ai.pmoves.dox.domain.Evidence;
import ai.pmoves.dox.domain.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The tables, charts and formulas among an artifact's evidence, as clients see them.
 *
 * @param tables each with its first 20 rows at most
 */
record Findings(
        List<Map<String, @Nullable Object>> tables,
        List<Map<String, @Nullable Object>> charts,
        List<Map<String, @Nullable Object>> formulas) {
    private static final int MAX_ROWS = 20;
    private static final List<String> OF_TABLES = List.of("pages", "merged", "header_detected", "columns");
    private static final List<String> OF_CHARTS =
            List.of("page", "bbox", "image_path", "caption", "type", "extracted_text", "vlm_enabled");

    static Findings of(Iterable<Evidence> evidence) {
        var findings = new Findings(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        evidence.forEach(findings::add);
        return findings;
    }

    private void add(Evidence evidence) {
        var contentType = evidence.contentType() == null ? "" : evidence.contentType();
        var data = (evidence.fullData() == null ? Json.NULL : evidence.fullData()).asObject();
        switch (contentType.toLowerCase(Locale.ROOT)) {
            case "table" -> tables.add(table(evidence, data));
            case "chart" -> charts.add(chart(evidence, data));
            case "formula" -> {
                var formula = base(evidence);
                formula.putAll(data);
                formulas.add(formula);
            }
            default -> {
                // what is no finding of a page
            }
        }
    }

    private static Map<String, @Nullable Object> base(Evidence evidence) {
        var base = new LinkedHashMap<String, @Nullable Object>();
        base.put("id", evidence.id().value());
        base.put("locator", evidence.locator());
        base.put("preview", evidence.preview());
        base.put("coordinates", evidence.coordinates());
        return base;
    }

    private static Map<String, @Nullable Object> table(Evidence evidence, Map<String, @Nullable Object> data) {
        var rows = Json.of(data.get("rows")).asList();
        var table = base(evidence);
        OF_TABLES.forEach(key -> table.put(key, data.get(key)));
        table.put("row_count", rows.size());
        table.put("rows", rows.subList(0, Math.min(MAX_ROWS, rows.size())));
        return table;
    }

    private static Map<String, @Nullable Object> chart(Evidence evidence, Map<String, @Nullable Object> data) {
        var chart = base(evidence);
        if (data.get("id") instanceof String id && !id.isEmpty()) {
            chart.put("id", id);
        }
        OF_CHARTS.forEach(key -> chart.put(key, data.get(key)));
        return chart;
    }
}
