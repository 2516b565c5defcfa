package ai.pmoves.dox.ingest;

import ai.pmoves.dox.domain.Document;
import ai.pmoves.dox.domain.DocumentContent;
import ai.pmoves.dox.domain.DocumentStructure;
import ai.pmoves.dox.domain.DocumentTable;
import ai.pmoves.dox.domain.EntityMention;
import ai.pmoves.dox.domain.Evidence;
import ai.pmoves.dox.domain.Fact;
import ai.pmoves.dox.domain.Id;
import ai.pmoves.dox.domain.Json;
import ai.pmoves.dox.domain.MetricHit;
import ai.pmoves.dox.domain.Section;
import ai.pmoves.dox.domain.Text;
import ai.pmoves.dox.domain.extract.EntityRules;
import ai.pmoves.dox.domain.extract.FinancialStatement;
import ai.pmoves.dox.domain.extract.Formulas;
import ai.pmoves.dox.domain.extract.MetricHits;
import ai.pmoves.dox.domain.extract.NameUuid;
import ai.pmoves.dox.domain.extract.TextMetrics;
import ai.pmoves.dox.ingest.PdfBlock.Grid;
import ai.pmoves.dox.ingest.PdfBlock.Paragraph;
import ai.pmoves.dox.ports.IdSource;
import ai.pmoves.dox.ports.ingest.SourceFile;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Turns one PDF's blocks into rows: sections, tables, evidence, facts, entities and metric hits. */
final class PageReading {
    private static final int PREVIEW_CHARS = 300;
    private static final int MAX_PREVIEW_ROWS = 10;

    private final SourceFile file;
    private final IdSource ids;
    private final boolean financialAnalysis;
    private final Id<Document> documentId;
    private final List<Section> sections = new ArrayList<>();
    private final List<DocumentTable> tables = new ArrayList<>();
    private final List<EntityMention> entities = new ArrayList<>();
    private final List<MetricHit> metricHits = new ArrayList<>();
    private final List<Evidence> evidence = new ArrayList<>();
    private final List<Fact> facts = new ArrayList<>();
    private final Set<String> formulasOfPage = new HashSet<>();
    private int formulaPage;
    private int formulas;

    PageReading(SourceFile file, IdSource ids, boolean financialAnalysis) {
        this.file = file;
        this.ids = ids;
        this.financialAnalysis = financialAnalysis;
        this.documentId = file.artifactId().as();
    }

    /** Reads the blocks; {@code tableOf} has the table of each grid that is one of its own. */
    void read(List<PdfBlock> blocks, Map<Grid, PageTable> tableOf) {
        for (var block : blocks) {
            switch (block) {
                case Paragraph paragraph ->
                    PageUnits.ofParagraph(paragraph.text()).forEach(text -> addText(text, paragraph));
                case Grid grid -> {
                    var table = tableOf.get(grid);
                    if (table != null) {
                        addTable(table);
                    }
                }
            }
        }
    }

    private void addText(String text, Paragraph paragraph) {
        int index = addSection(text, paragraph);
        var metrics = Json.of(TextMetrics.of(text));
        var fullData = new LinkedHashMap<String, @Nullable Object>();
        fullData.put("text", text);
        fullData.put("metrics", metrics);
        var evidenceId = addEvidence(
                "section" + index, Text.truncate(text, PREVIEW_CHARS), "text", coordinates(paragraph), fullData);
        if (!metrics.asObject().isEmpty()) {
            addFact(null, metrics, evidenceId);
        }
        addMentions(text, index, paragraph.page());
        addFormulas(text, paragraph);
    }

    private int addSection(String text, PdfBlock block) {
        int index = sections.size();
        sections.add(new Section(
                ids.nextId(), documentId, index, text, block.page(), block.box().toJson()));
        return index;
    }

    private void addMentions(String text, int index, int page) {
        for (var mention : EntityRules.of(text)) {
            var name = "%s|entity|%d|%s|%s|%d"
                    .formatted(documentId, index, mention.label(), mention.text(), mention.start());
            entities.add(new EntityMention(
                    Id.of(NameUuid.of(name).toString()),
                    documentId,
                    mention.label(),
                    mention.text(),
                    mention.start(),
                    mention.end(),
                    page,
                    mention.context(),
                    index));
        }
        for (var hit : MetricHits.of(text)) {
            var name = "%s|metric|%d|%s|%s|%d".formatted(documentId, index, hit.type(), hit.value(), hit.position());
            metricHits.add(new MetricHit(
                    Id.of(NameUuid.of(name).toString()),
                    documentId,
                    hit.type(),
                    hit.value(),
                    hit.context(),
                    hit.position(),
                    page,
                    index));
        }
    }

    private void addFormulas(String text, Paragraph paragraph) {
        if (paragraph.page() != formulaPage) {
            formulaPage = paragraph.page();
            formulasOfPage.clear();
        }
        for (var formula : Formulas.of(text)) {
            if (!formulasOfPage.add(formula)) {
                continue;
            }
            var fullData = new LinkedHashMap<String, @Nullable Object>();
            fullData.put("page", paragraph.page());
            fullData.put("content", formula);
            fullData.put("latex", null);
            fullData.put("bbox", paragraph.box().toJson());
            fullData.put("kind", "inline");
            var evidenceId = addEvidence(
                    "formula" + formulas++,
                    Text.truncate(formula, PREVIEW_CHARS),
                    "formula",
                    coordinates(paragraph),
                    fullData);
            addFact("formula", Json.of(Map.of("formula", formula, "kind", "inline")), evidenceId);
        }
    }

    private void addTable(PageTable table) {
        int index = tables.size();
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
        var lines = table.lines();
        var evidenceId = addEvidence(
                "table" + index,
                Text.truncate(
                        String.join("\n", lines.subList(0, Math.min(lines.size(), MAX_PREVIEW_ROWS))), PREVIEW_CHARS),
                statement.isPresent() ? "financial_table" : "table",
                coordinates(table.pages().getFirst(), table.box()),
                fullData);
        addFact("table", Json.of(table.metrics()), evidenceId);

        var content = new LinkedHashMap<String, @Nullable Object>(fullData);
        content.put("page", table.pages().getFirst());
        tables.add(new DocumentTable(ids.nextId(), documentId, index, Json.of(content)));
        for (var text : PageUnits.ofTable(table)) { // a search finds a table by its words as well
            sections.add(new Section(
                    ids.nextId(),
                    documentId,
                    sections.size(),
                    text,
                    table.pages().getFirst(),
                    table.box().toJson()));
        }
    }

    private static Map<String, @Nullable Object> statement(FinancialStatement statement) {
        var map = new LinkedHashMap<String, @Nullable Object>();
        map.put("type", statement.type());
        map.put("confidence", statement.confidence());
        map.put("summary", statement.summary());
        return map;
    }

    private static Json coordinates(PdfBlock block) {
        return coordinates(block.page(), block.box());
    }

    private static Json coordinates(int page, PageBox box) {
        var coordinates = new LinkedHashMap<String, @Nullable Object>();
        coordinates.put("page", page);
        coordinates.put("bbox", box.toJson());
        return Json.of(coordinates);
    }

    private Id<Evidence> addEvidence(
            String place,
            String preview,
            String contentType,
            Json coordinates,
            Map<String, @Nullable Object> fullData) {
        Id<Evidence> id = ids.nextId();
        evidence.add(new Evidence(
                id,
                file.artifactId(),
                file.storedName() + "#" + place,
                preview,
                contentType,
                coordinates,
                Json.of(fullData)));
        return id;
    }

    private void addFact(@Nullable String entity, Json metrics, @Nullable Id<Evidence> evidenceId) {
        facts.add(new Fact(ids.nextId(), file.artifactId(), file.reportWeek(), entity, metrics, evidenceId));
    }

    /** Adds the last fact, which counts all that was found. */
    void summarise(int pages) {
        var counts = new LinkedHashMap<String, @Nullable Object>();
        counts.put("pages", pages);
        counts.put("text_sections", sections.size());
        counts.put("tables", tables.size());
        counts.put("charts", 0);
        counts.put("formulas", formulas);
        counts.put("total_evidence", evidence.size());
        counts.put("total_facts", facts.size());
        addFact("document_summary", Json.of(counts), null);
    }

    List<Fact> facts() {
        return facts;
    }

    List<Evidence> evidence() {
        return evidence;
    }

    List<Section> sections() {
        return sections;
    }

    DocumentContent content(Json hierarchy) {
        return new DocumentContent(
                sections, tables, Optional.of(new DocumentStructure(documentId, hierarchy)), entities, metricHits);
    }
}
