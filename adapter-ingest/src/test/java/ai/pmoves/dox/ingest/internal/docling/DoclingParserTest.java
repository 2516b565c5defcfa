package ai.pmoves.dox.ingest.internal.docling;

import static ai.pmoves.dox.ingest.PdfRows.content;
import static ai.pmoves.dox.ingest.PdfRows.evidence;
import static ai.pmoves.dox.ingest.PdfRows.facts;
import static ai.pmoves.dox.ingest.PdfRows.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import ai.pmoves.dox.domain.EntityMention;
import ai.pmoves.dox.domain.Json;
import ai.pmoves.dox.domain.MetricHit;
import ai.pmoves.dox.domain.Section;
import ai.pmoves.dox.ingest.Fixtures;
import ai.pmoves.dox.ports.ingest.ParsedFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is read from a whole document as docling writes it. */
class DoclingParserTest {
    private static final String STEM = Fixtures.ARTIFACT + "_ferry_line";

    @TempDir
    static Path folder;

    private static ParsedFile parsed;

    @BeforeAll
    static void parse() {
        var file = Fixtures.stored(folder, "ferry_line.json", bytes());
        parsed = new DoclingParser(Fixtures.config(), Fixtures.ids()).parse(file);
    }

    private static byte[] bytes() {
        try (var in = DoclingParserTest.class.getResourceAsStream("/docling/ferry_line.json")) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void textsAreSectionsInReadingOrderWithTheirPages() {
        assertThat(content(parsed).sections())
                .extracting(
                        Section::page,
                        section -> section.text().lines().findFirst().orElseThrow())
                .containsExactly(
                        tuple(1, "Ferry Line Review"),
                        tuple(1, "Results"),
                        tuple(
                                1,
                                "Ferry Line Ltd carried more people than ever: revenue of $6.4M, up 8% on the year before."),
                        tuple(1, "Passengers"),
                        tuple(1, "Commuters: 410,000"),
                        tuple(1, "Visitors: 90,000"),
                        tuple(1, "of these from abroad: 22,000"),
                        tuple(1, "The fare per mile is f = p / d for every route."),
                        tuple(1, "Method"),
                        tuple(1, "E = \\frac{r}{n}"),
                        tuple(1, "fares = [3.2, 4.5]"),
                        tuple(1, "Table 1: Income of the two lines, in thousands"),
                        tuple(1, "Item | 2024 / North | 2024 / South"),
                        tuple(2, "After the table, on the next page."),
                        tuple(2, "Figure 1: Passengers of the two lines"),
                        tuple(2, "A bar chart of passengers by line."),
                        tuple(2, "Licence: FL-2291"),
                        tuple(2, "Counted at the gates."));
    }

    @Test
    void aBoxFromTheBottomOfThePageIsTurnedToItsTop() {
        var title = content(parsed).sections().getFirst();
        assertThat(title.bbox().asList()).isEqualTo(List.of(72.0, 72.0, 540.0, 84.0));
        assertThat(evidence(parsed, "#section0").coordinates())
                .isEqualTo(Json.of(Map.of("page", 1, "bbox", List.of(72.0, 72.0, 540.0, 84.0))));
    }

    @Test
    void headingsMakeATree() {
        var tree = content(parsed).structure().orElseThrow().hierarchy().asObject();
        assertThat(tree).containsEntry("title", "Ferry Line Review");
        var results = section(tree, 0);
        assertThat(results).containsEntry("title", "Results").containsEntry("level", 1L);
        assertThat(Json.of(results.get("subsections")).asList()).hasSize(1);
        assertThat(Json.of(Json.of(results.get("subsections")).asList().getFirst())
                        .asObject())
                .containsEntry("title", "Passengers")
                .containsEntry("level", 2L)
                .containsEntry(
                        "content",
                        List.of(
                                "Commuters: 410,000",
                                "Visitors: 90,000",
                                "of these from abroad: 22,000",
                                "The fare per mile is f = p / d for every route."));
        assertThat(section(tree, 1)).containsEntry("title", "Method");
    }

    private static Map<String, Object> section(Map<String, Object> tree, int index) {
        return Json.of(Json.of(tree.get("sections")).asList().get(index)).asObject();
    }

    @Test
    void aStatementWithMergedCellsIsRecognised() {
        var table = evidence(parsed, "#table0");
        assertThat(table.contentType()).isEqualTo("financial_table");
        var data = table.fullData().asObject();
        assertThat(data)
                .containsEntry("columns", List.of("Item", "2024 / North", "2024 / South"))
                .containsEntry("header_info", Map.of("header_rows", 2L))
                .containsEntry("pages", List.of(1L));
        var rows = Json.of(data.get("rows")).asList();
        assertThat(Json.of(rows.getFirst()).asObject())
                .containsEntry("Item", "Ongoing business")
                .containsEntry("2024 / North", null);
        assertThat(Json.of(rows.get(1)).asObject())
                .containsEntry("Item", "Total revenue")
                .containsEntry("2024 / South", "2,300");
        assertThat(Json.of(data.get("statement")).asObject())
                .containsEntry("type", "income_statement")
                .containsEntry("confidence", 1.0);
        assertThat(data.get("statement").toString()).contains("revenue=4100.0", "net_income=1100.0");
        assertThat(facts(parsed, "table")).hasSize(1);
        assertThat(content(parsed).tables()).hasSize(1);
    }

    @Test
    void aPictureIsAChartWithItsImageAndAllThatWasFoundOut() {
        var chart = evidence(parsed, "#chart0");
        assertThat(chart.contentType()).isEqualTo("chart");
        assertThat(chart.preview()).isEqualTo("Figure 1: Passengers of the two lines");
        assertThat(chart.fullData().asObject())
                .containsEntry("id", STEM + "_chart_0")
                .containsEntry("page", 2L)
                .containsEntry("bbox", List.of(72.0, 92.0, 540.0, 292.0))
                .containsEntry("image_path", "artifacts/charts/" + STEM + "_chart_0.png")
                .containsEntry("caption", "Figure 1: Passengers of the two lines")
                .containsEntry("type", "bar_chart")
                .containsEntry("vlm_enabled", true)
                .containsEntry(
                        "extracted_text",
                        "A bar chart of passengers by line.\nPassengers\nline\nthousands\nNorth 310.0\nSouth 190.0\nthousands");
        assertThat(parsed.derivedFiles().get("charts/" + STEM + "_chart_0.png")).startsWith(0x89, 'P', 'N', 'G');
        assertThat(facts(parsed, "chart").getFirst().metrics().asObject())
                .containsEntry("chart_id", STEM + "_chart_0")
                .containsEntry("chart_type", "bar_chart");
    }

    @Test
    void formulasAreReadAsBlocksAndWithinTexts() {
        assertThat(parsed.evidence().stream().filter(item -> "formula".equals(item.contentType())))
                .extracting(
                        item -> item.fullData().asObject().get("kind"),
                        item -> item.fullData().asObject().get("content"),
                        item -> item.fullData().asObject().get("latex"))
                .containsExactly(
                        tuple("inline", "f = p / d", "f = p / d"), tuple("block", "E=r n", "E = \\frac{r}{n}"));
    }

    @Test
    void namesAndFiguresAreFoundAsInPdfs() {
        assertThat(content(parsed).entities())
                .extracting(EntityMention::label, EntityMention::text, EntityMention::page, EntityMention::sourceIndex)
                .contains(tuple("ORG", "Ferry Line Ltd", 1, 2), tuple("MONEY", "$6.4M", 1, 2));
        assertThat(content(parsed).metricHits())
                .extracting(MetricHit::type, MetricHit::value)
                .contains(tuple("revenue", "$6.4M"), tuple("growth", "8%"));
    }

    @Test
    void furnitureIsLeftOut() {
        assertThat(content(parsed).sections())
                .extracting(Section::text)
                .noneMatch(text -> text.contains("confidential") || text.equals("2"));
    }

    @Test
    void theTextIsKeptAsMarkdownAndAsUnits() {
        assertThat(text(parsed, STEM + ".md"))
                .startsWith("# Ferry Line Review\n\n## Results\n\nFerry Line Ltd")
                .contains(
                        "\n### Passengers\n\n- Commuters: 410,000\n\n",
                        "\n$$E = \\frac{r}{n}$$\n",
                        "\n```\nfares = [3.2, 4.5]\nprint(sum(fares))\n```\n",
                        "| Item | 2024 / North | 2024 / South |\n")
                .doesNotContain("confidential");
        assertThat(text(parsed, STEM + ".text_units.json"))
                .startsWith("[{\"text\":\"Ferry Line Review\",\"page\":1},{\"text\":\"Results\",\"page\":1}");
    }

    @Test
    void theExtrasAndTheLastFactSayWhatTheDocumentIs() {
        assertThat(parsed.extras().get("docling"))
                .isEqualTo(
                        Json.of(Map.of("version", "1.7.0", "pages", 2, "status", "processed", "warnings", List.of())));
        assertThat(parsed.facts().getLast().metrics().asObject())
                .containsEntry("pages", 2L)
                .containsEntry("tables", 1L)
                .containsEntry("charts", 1L)
                .containsEntry("formulas", 2L);
    }
}
