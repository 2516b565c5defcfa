package ai.pmoves.dox.ingest;

import static ai.pmoves.dox.ingest.PdfPen.LONG;
import static ai.pmoves.dox.ingest.PdfRows.content;
import static ai.pmoves.dox.ingest.PdfRows.evidence;
import static ai.pmoves.dox.ingest.PdfRows.facts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.tuple;

import ai.pmoves.dox.domain.EntityMention;
import ai.pmoves.dox.domain.MetricHit;
import ai.pmoves.dox.domain.Section;
import ai.pmoves.dox.domain.extract.NameUuid;
import ai.pmoves.dox.ingest.internal.pdf.PdfParser;
import ai.pmoves.dox.ports.ingest.ParsedFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is read from the text and the tables of PDFs: evidence, facts, entities, metric hits. */
class PdfFactsTest {
    @TempDir
    Path folder;

    @Test
    void aFinancialTableIsClassifiedAndSummarised() {
        var parsed = parse(pen -> pen.paragraph(LONG)
                .row(100, "Item", "Q2 2025", "Q3 2025")
                .row(100, "Total revenue", "$3,900", "$4,200")
                .row(100, "Operating expenses", "(2,900)", "(3,100)")
                .row(100, "Net income", "1,000", "1,100")
                .gap(10)
                .paragraph("After the table."));

        var table = evidence(parsed, "#table0");
        assertThat(table.contentType()).isEqualTo("financial_table");
        assertThat(table.fullData().asObject())
                .containsEntry("columns", List.of("Item", "Q2 2025", "Q3 2025"))
                .containsEntry("pages", List.of(1L))
                .containsEntry("merged", false)
                .containsEntry("header_detected", true);
        assertThat(table.fullData().asObject().get("rows"))
                .asInstanceOf(InstanceOfAssertFactories.LIST)
                .hasSize(3)
                .first()
                .isEqualTo(Map.of("Item", "Total revenue", "Q2 2025", "$3,900", "Q3 2025", "$4,200"));
        assertThat(table.fullData().asObject().get("statement").toString())
                .contains("type=income_statement", "confidence=1.0", "revenue=3900.0", "net_income=1000.0");
        assertThat(content(parsed).tables()).hasSize(1);
        assertThat(facts(parsed, "table").getFirst().metrics().asObject())
                .containsEntry("rows", 3L)
                .containsEntry("columns", 3L);
        assertThat(content(parsed).sections())
                .extracting(Section::text)
                .anyMatch(t -> t.contains("Net income | 1,000"));
    }

    @Test
    void aTableThatGoesOnOverThePageIsOne() {
        Consumer<PdfPen> part = pen -> pen.row(80, "Club", "Spend", "Clicks")
                .row(80, "North", "10", "100")
                .row(80, "South", "20", "200");
        var parsed = parse(pen -> {
            part.accept(pen);
            part.accept(pen.newPage());
        });

        assertThat(evidence(parsed, "#table0").contentType()).isEqualTo("table");
        assertThat(evidence(parsed, "#table0").fullData().asObject())
                .containsEntry("pages", List.of(1L, 2L))
                .containsEntry("merged", true);
        assertThat(facts(parsed, "table")).hasSize(1);
        assertThat(facts(parsed, "table").getFirst().metrics().asObject())
                .containsExactly(entry("spend", 60.0), entry("clicks", 600.0));
    }

    @Test
    void textMetricsAreFactsWithTheirEvidence() {
        var parsed = parse(pen -> pen.paragraph("Revenue: $15,900 and ROAS 3.5 this week."));

        var fact = parsed.facts().getFirst();
        assertThat(fact.entity()).isNull();
        assertThat(fact.metrics().asObject()).containsExactly(entry("roas", 3.5), entry("revenue", 15900.0));
        assertThat(fact.evidenceId()).isEqualTo(evidence(parsed, "#section0").id());
        assertThat(evidence(parsed, "#section0").preview()).isEqualTo("Revenue: $15,900 and ROAS 3.5 this week.");
        assertThat(evidence(parsed, "#section0").coordinates().asObject()).containsEntry("page", 1L);
    }

    @Test
    void entitiesAndMetricHitsHaveIdsMadeOfWhatTheySay() {
        var content = content(parse(pen -> pen.paragraph("Harbor Fitness Inc reported revenue of $4.2M, up 12%.")));

        assertThat(content.entities())
                .extracting(EntityMention::label, EntityMention::text)
                .containsExactly(tuple("ORG", "Harbor Fitness Inc"), tuple("MONEY", "$4.2M"), tuple("PERCENT", "12%"));
        assertThat(content.entities().getFirst().id().value())
                .isEqualTo(NameUuid.of(Fixtures.ARTIFACT + "|entity|0|ORG|Harbor Fitness Inc|0")
                        .toString());
        assertThat(content.metricHits())
                .extracting(MetricHit::type, MetricHit::value)
                .containsExactly(tuple("revenue", "$4.2M"), tuple("growth", "12%"));
        assertThat(content.metricHits().getFirst().id().value())
                .isEqualTo(NameUuid.of(Fixtures.ARTIFACT + "|metric|0|revenue|$4.2M|28")
                        .toString());
    }

    @Test
    void formulasAreEvidenceOncePerPage() {
        var parsed = parse(pen -> pen.paragraph("We define ROAS = revenue / spend.")
                .paragraph("Again ROAS = revenue / spend.")
                .newPage()
                .paragraph("ROAS = revenue / spend"));

        assertThat(parsed.evidence().stream().filter(e -> "formula".equals(e.contentType())))
                .extracting(e -> e.fullData().asObject().get("page"))
                .containsExactly(1L, 2L);
        assertThat(facts(parsed, "formula").getFirst().metrics().asObject())
                .containsEntry("formula", "ROAS = revenue / spend")
                .containsEntry("kind", "inline");
    }

    @Test
    void theLastFactCountsEverything() {
        var fact = parse(pen -> pen.paragraph("Spend: 5").newPage().paragraph("Clicks: 6"))
                .facts()
                .getLast();

        assertThat(fact.entity()).isEqualTo("document_summary");
        assertThat(fact.evidenceId()).isNull();
        assertThat(fact.metrics().asObject())
                .containsExactly(
                        entry("pages", 2L),
                        entry("text_sections", 2L),
                        entry("tables", 0L),
                        entry("charts", 0L),
                        entry("formulas", 0L),
                        entry("total_evidence", 2L),
                        entry("total_facts", 2L));
    }

    private ParsedFile parse(Consumer<PdfPen> write) {
        var file = Fixtures.stored(folder, "file.pdf", PdfPen.bytes(write));
        return new PdfParser(Fixtures.config(), Fixtures.ids()).parse(file);
    }
}
