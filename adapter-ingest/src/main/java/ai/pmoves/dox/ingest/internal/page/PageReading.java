package ai.pmoves.dox.ingest.internal.page;

import ai.pmoves.dox.domain.EvidenceData;
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
        var data = EvidenceData.SectionText.of(text, metrics);
        var evidenceId = rows.addEvidence("section" + index, text, place, data);
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
        var data = EvidenceData.Formula.of(place.page(), content, latex, place.bbox(), kind);
        var evidenceId = rows.addEvidence("formula" + formulas++, content, place, data);
        rows.addFact("formula", Map.of("formula", content, "kind", kind), evidenceId);
    }

    private void addTable(PageTable table) {
        var statement = financialAnalysis
                ? FinancialStatement.of(table.columns(), table.rows())
                : Optional.<FinancialStatement>empty();
        var data = EvidenceData.Table.of(
                table.columns(),
                table.rowObjects(),
                table.pages(),
                table.headerRows(),
                statement.map(PageReading::statement));
        var content = new LinkedHashMap<String, @Nullable Object>(data.members());
        content.put("page", table.place().page());
        int index = rows.addTable(Json.of(content));
        var lines = table.lines();
        var evidenceId = rows.addEvidence(
                "table" + index,
                String.join("\n", lines.subList(0, Math.min(lines.size(), MAX_PREVIEW_ROWS))),
                table.place(),
                data);
        rows.addFact("table", table.metrics(), evidenceId);
        for (var text : PageUnits.ofTable(table)) { // a search finds a table by its words as well
            rows.addSection(text, table.place());
        }
    }

    private static EvidenceData.Table.Statement statement(FinancialStatement statement) {
        return new EvidenceData.Table.Statement(
                statement.type(), Json.of(statement.confidence()), Json.of(statement.summary()));
    }

    private void addChart(Chart chart) {
        int index = charts++;
        var id = file.stem() + "_chart_" + index;
        var data = EvidenceData.Chart.of(
                id,
                chart.place().page(),
                chart.place().bbox(),
                keep(chart.image(), "charts/" + id),
                chart.caption(),
                chart.type(),
                chart.text(),
                chart.described(),
                chart.imageUri());
        var preview = chart.caption().isEmpty() ? chart.text() : chart.caption();
        var evidenceId = rows.addEvidence("chart" + index, preview, chart.place(), data);
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
