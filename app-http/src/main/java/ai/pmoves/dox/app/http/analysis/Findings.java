package ai.pmoves.dox.app.http.analysis;

import ai.pmoves.dox.domain.Evidence;
import ai.pmoves.dox.domain.EvidenceData.Chart;
import ai.pmoves.dox.domain.EvidenceData.Formula;
import ai.pmoves.dox.domain.EvidenceData.Table;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
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

    static Findings of(Iterable<Evidence> evidence) {
        var findings = new Findings(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        evidence.forEach(findings::add);
        return findings;
    }

    private void add(Evidence evidence) {
        switch (evidence.data()) {
            case Table table -> {
                if (!table.isFinancial()) {
                    tables.add(table(evidence, table));
                }
            }
            case Chart chart -> charts.add(chart(evidence, chart));
            case Formula formula -> {
                var shown = base(evidence);
                shown.putAll(formula.members());
                formulas.add(shown);
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

    private static Map<String, @Nullable Object> table(Evidence evidence, Table table) {
        var rows = table.rows().asList();
        var shown = base(evidence);
        shown.put("pages", table.pages());
        shown.put("merged", table.merged());
        shown.put("header_detected", table.headerDetected());
        shown.put("columns", table.columns());
        shown.put("row_count", rows.size());
        shown.put("rows", rows.subList(0, Math.min(MAX_ROWS, rows.size())));
        return shown;
    }

    private static Map<String, @Nullable Object> chart(Evidence evidence, Chart chart) {
        var shown = base(evidence);
        chart.id().ifPresent(id -> shown.put("id", id));
        shown.put("page", chart.page());
        shown.put("bbox", chart.bbox());
        shown.put("image_path", chart.imagePath());
        shown.put("caption", chart.caption());
        shown.put("type", chart.type());
        shown.put("extracted_text", chart.extractedText());
        shown.put("vlm_enabled", chart.described());
        return shown;
    }
}
