package ai.pmoves.dox.ingest.internal.page;

import ai.pmoves.dox.domain.Json;
import ai.pmoves.dox.domain.Section;
import ai.pmoves.dox.domain.extract.FinancialStatement;
import ai.pmoves.dox.domain.extract.Formulas;
import ai.pmoves.dox.domain.extract.TextMetrics;
import ai.pmoves.dox.ingest.internal.files.JsonFiles;
import ai.pmoves.dox.ingest.internal.page.PageItem.Chart;
import ai.pmoves.dox.ingest.internal.page.PageItem.Formula;
import ai.pmoves.dox.ingest.internal.page.PageItem.Role;
import ai.pmoves.dox.ingest.internal.page.PageItem.Table;
import ai.pmoves.dox.ingest.internal.page.PageItem.Text;
import ai.pmoves.dox.ports.IdSource;
import ai.pmoves.dox.ports.ingest.ParsedFile;
import ai.pmoves.dox.ports.ingest.SourceFile;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Turns a document with pages into rows and files, by the same rules for every format: sections, tables, evidence,
 * facts, entities, metric hits, the tree of its headings, Markdown and text units.
 */
public final class PageReading {
    private static final int MAX_PREVIEW_ROWS = 10;

    private final SourceFile file;
    private final boolean financialAnalysis;
    private final PageRows rows;
    private final Map<String, byte[]> files = new HashMap<>();
    private final Set<String> formulasOfPage = new HashSet<>();
    private @Nullable Integer formulaPage;
    private int formulas;
    private int charts;

    private PageReading(SourceFile file, IdSource ids, boolean financialAnalysis) {
        this.file = file;
        this.financialAnalysis = financialAnalysis;
        this.rows = new PageRows(file, ids);
    }

    /**
     * Reads the document.
     *
     * @param items in reading order
     * @param financialAnalysis whether tables are checked for being financial statements
     */
    public static ParsedFile of(
            SourceFile file,
            List<PageItem> items,
            int pageCount,
            Map<String, Json> extras,
            IdSource ids,
            boolean financialAnalysis) {
        var reading = new PageReading(file, ids, financialAnalysis);
        var joined = PageTable.joinContinued(items);
        joined.forEach(reading::add);
        reading.summarise(pageCount);
        reading.files.putAll(textFiles(file, PageMarkdown.of(joined), reading.rows.sections()));
        return new ParsedFile(
                reading.rows.facts(),
                reading.rows.evidence(),
                Optional.of(reading.rows.content(PageHeadings.tree(joined))),
                extras,
                reading.files);
    }

    /** The files that other parts of the library read the text from. */
    public static Map<String, byte[]> textFiles(SourceFile file, String markdown, List<Section> sections) {
        var units = new ArrayList<Map<String, @Nullable Object>>();
        for (var section : sections) {
            var unit = new LinkedHashMap<String, @Nullable Object>();
            unit.put("text", section.text());
            unit.put("page", section.page());
            units.add(unit);
        }
        return Map.of(
                file.stem() + ".md", markdown.getBytes(StandardCharsets.UTF_8),
                file.stem() + ".text_units.json", JsonFiles.write(Json.of(units)));
    }

    private void add(PageItem item) {
        switch (item) {
            case Text text ->
                PageUnits.ofParagraph(text.text()).forEach(unit -> {
                    addText(unit, text.place());
                    if (text.role() != Role.CODE) {
                        addInlineFormulas(unit, text.place());
                    }
                });
            case Table table -> addTable(table.table());
            case Formula formula -> {
                var latex = formula.latex();
                if (!formula.inline()) {
                    PageUnits.ofParagraph(latex == null ? formula.content() : latex)
                            .forEach(unit -> addText(unit, formula.place()));
                }
                addFormula(formula.content(), latex, formula.place(), formula.inline() ? "inline" : "block");
            }
            case Chart chart -> addChart(chart);
        }
    }

    private void addText(String text, PagePlace place) {
        int index = rows.addSection(text, place);
        var metrics = TextMetrics.of(text);
        var fullData = new LinkedHashMap<String, @Nullable Object>();
        fullData.put("text", text);
        fullData.put("metrics", metrics);
        var evidenceId = rows.addEvidence("section" + index, text, "text", place, fullData);
        if (!metrics.isEmpty()) {
            rows.addFact(null, metrics, evidenceId);
        }
        rows.addMentions(text, index, place.page());
    }

    private void addInlineFormulas(String text, PagePlace place) {
        for (var formula : Formulas.of(text)) {
            addFormula(formula, null, place, "inline");
        }
    }

    private void addFormula(String content, @Nullable String latex, PagePlace place, String kind) {
        if (!Objects.equals(place.page(), formulaPage)) {
            formulaPage = place.page();
            formulasOfPage.clear();
        }
        if (!formulasOfPage.add(content)) {
            return;
        }
        var fullData = new LinkedHashMap<String, @Nullable Object>();
        fullData.put("page", place.page());
        fullData.put("content", content);
        fullData.put("latex", latex);
        fullData.put("bbox", place.bbox());
        fullData.put("kind", kind);
        var evidenceId = rows.addEvidence("formula" + formulas++, content, "formula", place, fullData);
        rows.addFact("formula", Map.of("formula", content, "kind", kind), evidenceId);
    }

    private void addTable(PageTable table) {
        var statement = financialAnalysis
                ? FinancialStatement.of(table.columns(), table.rows())
                : Optional.<FinancialStatement>empty();
        var fullData = new LinkedHashMap<String, @Nullable Object>();
        fullData.put("columns", table.columns());
        fullData.put("rows", table.rowObjects());
        fullData.put("pages", table.pages());
        fullData.put("merged", table.pages().size() > 1);
        fullData.put("header_detected", table.headerRows() > 0);
        fullData.put("header_info", Map.of("header_rows", table.headerRows()));
        fullData.put("statement", statement.map(PageReading::statement).orElse(null));
        var content = new LinkedHashMap<String, @Nullable Object>(fullData);
        content.put("page", table.place().page());
        int index = rows.addTable(Json.of(content));
        var lines = table.lines();
        var evidenceId = rows.addEvidence(
                "table" + index,
                String.join("\n", lines.subList(0, Math.min(lines.size(), MAX_PREVIEW_ROWS))),
                statement.isPresent() ? "financial_table" : "table",
                table.place(),
                fullData);
        rows.addFact("table", table.metrics(), evidenceId);
        for (var text : PageUnits.ofTable(table)) { // a search finds a table by its words as well
            rows.addSection(text, table.place());
        }
    }

    private static Map<String, @Nullable Object> statement(FinancialStatement statement) {
        var map = new LinkedHashMap<String, @Nullable Object>();
        map.put("type", statement.type());
        map.put("confidence", statement.confidence());
        map.put("summary", statement.summary());
        return map;
    }

    private void addChart(Chart chart) {
        int index = charts++;
        var id = file.stem() + "_chart_" + index;
        var fullData = new LinkedHashMap<String, @Nullable Object>();
        fullData.put("id", id);
        fullData.put("page", chart.place().page());
        fullData.put("bbox", chart.place().bbox());
        fullData.put("image_path", keep(chart.image(), "charts/" + id));
        fullData.put("caption", chart.caption());
        fullData.put("type", chart.type());
        fullData.put("extracted_text", chart.text());
        fullData.put("vlm_enabled", chart.described());
        if (chart.imageUri() != null) {
            fullData.put("image_uri", chart.imageUri());
        }
        var preview = chart.caption().isEmpty() ? chart.text() : chart.caption();
        var evidenceId = rows.addEvidence("chart" + index, preview, "chart", chart.place(), fullData);
        var metrics = new LinkedHashMap<String, String>();
        metrics.put("chart_id", id);
        metrics.put("chart_type", chart.type());
        metrics.put("chart_caption", chart.caption());
        metrics.put("chart_text", chart.text());
        metrics.values().removeIf(String::isEmpty);
        rows.addFact("chart", metrics, evidenceId);
        if (!chart.text().isEmpty()) { // a search finds a picture by what is in it; its caption is a text of its own
            PageUnits.ofParagraph(chart.text()).forEach(text -> rows.addSection(text, chart.place()));
        }
    }

    /** Keeps a picture as a file, and returns its path. */
    private @Nullable String keep(@Nullable PageImage image, String name) {
        if (image == null) {
            return null;
        }
        files.put(name + image.suffix(), image.bytes());
        return "artifacts/" + name + image.suffix();
    }

    /** Adds the last fact, which counts all that was found. */
    private void summarise(int pageCount) {
        var counts = new LinkedHashMap<String, Integer>();
        counts.put("pages", pageCount);
        counts.put("text_sections", rows.sections().size());
        counts.put("tables", rows.tables().size());
        counts.put("charts", charts);
        counts.put("formulas", formulas);
        counts.put("total_evidence", rows.evidence().size());
        counts.put("total_facts", rows.facts().size());
        rows.addFact("document_summary", counts, null);
    }
}
