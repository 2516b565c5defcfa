package ai.pmoves.dox.ingest;

import static ai.pmoves.dox.ingest.Fixtures.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.tuple;

import ai.pmoves.dox.domain.DocumentContent;
import ai.pmoves.dox.domain.EntityMention;
import ai.pmoves.dox.domain.Evidence;
import ai.pmoves.dox.domain.Fact;
import ai.pmoves.dox.domain.MetricHit;
import ai.pmoves.dox.domain.Section;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.domain.extract.NameUuid;
import ai.pmoves.dox.ports.ingest.ParsedFile;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDStream;
import org.apache.pdfbox.pdmodel.encryption.AccessPermission;
import org.apache.pdfbox.pdmodel.encryption.StandardProtectionPolicy;
import org.apache.pdfbox.pdmodel.graphics.image.LosslessFactory;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class PdfParserTest {
    private static final String LONG = "The members of the club came more often than in the year before, and most of "
            + "them stayed for longer. We thank all of those who made this possible with their work.";

    @TempDir
    Path folder;

    private final PdfParser parser = new PdfParser(Fixtures.config(), Fixtures.ids());

    @Test
    void paragraphsAreSectionsInReadingOrderWithTheirPages() {
        var sections = content(parse(pen -> pen.title("Report")
                        .heading("Overview")
                        .paragraph(LONG)
                        .paragraph("Second paragraph.")
                        .newPage()
                        .paragraph("On the next page.")))
                .sections();

        assertThat(sections)
                .extracting(Section::order, Section::page, Section::text)
                .containsExactly(
                        tuple(0, 1, "Report"),
                        tuple(1, 1, "Overview"),
                        tuple(2, 1, LONG),
                        tuple(3, 1, "Second paragraph."),
                        tuple(4, 2, "On the next page."));
        assertThat(sections.getFirst().bbox().asList()).hasSize(4);
        assertThat(sections.getFirst().documentId().value()).isEqualTo(Fixtures.ARTIFACT);
    }

    @Test
    void textThatIsDrawnOutOfOrderIsReadFromTheTop() {
        var parsed = parse(pen -> pen.at(60, 400, "below").at(60, 100, "above"));

        assertThat(content(parsed).sections()).extracting(Section::text).containsExactly("above", "below");
    }

    @Test
    void columnsOfTextAreReadOneAfterTheOther() {
        var parsed = parse(pen -> {
            for (int i = 0; i < 8; i++) {
                pen.at(60, 100 + i * 13, "left column has line number " + i);
                pen.at(320, 100 + i * 13, "right column has line number " + i);
            }
        });

        var text = String.join(
                " ", content(parsed).sections().stream().map(Section::text).toList());
        assertThat(text.indexOf("left column has line number 7"))
                .isLessThan(text.indexOf("right column has line number 0"));
        assertThat(content(parsed).tables()).isEmpty();
    }

    @Test
    void headingsMakeATree() {
        var structure = content(parse(pen -> pen.title("Annual Report")
                        .heading("Results")
                        .paragraph(LONG)
                        .subheading("Memberships")
                        .paragraph(LONG)
                        .heading("Outlook")
                        .paragraph(LONG)))
                .structure()
                .orElseThrow();

        var tree = structure.hierarchy().asObject();
        assertThat(tree).containsEntry("title", "Annual Report");
        assertThat(tree.get("sections"))
                .isEqualTo(List.of(
                        Map.of(
                                "level",
                                1L,
                                "title",
                                "Results",
                                "content",
                                List.of(LONG),
                                "subsections",
                                List.of(Map.of(
                                        "level",
                                        2L,
                                        "title",
                                        "Memberships",
                                        "content",
                                        List.of(LONG),
                                        "subsections",
                                        List.of()))),
                        Map.of("level", 1L, "title", "Outlook", "content", List.of(LONG), "subsections", List.of())));
    }

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

    @Test
    void theTextIsKeptAsMarkdownAndAsUnits() {
        var parsed = parse(pen -> pen.title("Report").heading("Overview").paragraph(LONG));
        var stem = Fixtures.ARTIFACT + "_file";

        assertThat(text(parsed, stem + ".md")).isEqualTo("# Report\n\n## Overview\n\n" + LONG + "\n");
        assertThat(text(parsed, stem + ".text_units.json"))
                .startsWith("[{\"text\":\"Report\",\"page\":1},{\"text\":\"Overview\",\"page\":1}");
    }

    @Test
    void aFileWithAUserPasswordIsRefused() {
        assertRefused(ErrorCode.FILE_ENCRYPTED, () -> parse(protect("user")))
                .hasMessageContaining("file.pdf is protected by a password");
    }

    @Test
    void aFileWhoseOwnerOnlyLimitsItsUseIsRead() {
        assertThat(content(parse(protect(""))).sections())
                .extracting(Section::text)
                .containsExactly("Secret");
    }

    @Test
    void aFileThatWasCutOffIsUnreadableOrSaysSo() {
        var whole = bytes(pen -> {
            for (int i = 0; i < 10; i++) {
                pen.paragraph("Page " + i + ". " + LONG).newPage();
            }
        });
        assertRefused(ErrorCode.FILE_UNREADABLE, () -> parse(Arrays.copyOf(whole, 300)))
                .hasMessageContaining("cut off or damaged");

        var parsed = parse(Arrays.copyOf(whole, whole.length - 200));
        assertThat(parsed.extras().get("pdf").asObject().get("warnings").toString())
                .contains("the end of the file is missing");
    }

    @Test
    void whatIsNoPdfIsUnreadable() {
        assertRefused(ErrorCode.FILE_UNREADABLE, () -> parse("hello".getBytes(StandardCharsets.UTF_8)))
                .hasMessageContaining("file.pdf");
        assertRefused(ErrorCode.FILE_EMPTY, () -> parse(new byte[0]));
    }

    @Test
    void aFileWithoutPagesIsEmpty() {
        assertRefused(
                        ErrorCode.FILE_EMPTY,
                        () -> parse(bytes(pen -> pen.document().removePage(0))))
                .hasMessageContaining("has no pages");
    }

    @Test
    void aFileOfPicturesSucceedsAndSaysThatItHasNoText() {
        var parsed = parse(pen -> {
            try (var page =
                    new PDPageContentStream(pen.document(), pen.document().getPage(0))) {
                var picture = new BufferedImage(20, 20, BufferedImage.TYPE_INT_RGB);
                page.drawImage(LosslessFactory.createFromImage(pen.document(), picture), 50, 50);
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });

        assertThat(parsed.evidence()).isEmpty();
        assertThat(parsed.facts()).extracting(Fact::entity).containsExactly("document_summary");
        assertThat(parsed.extras().get("pdf").asObject())
                .containsExactly(
                        entry("pages", 1L),
                        entry("status", "no-text"),
                        entry("warnings", List.of("no text layer on 1 of 1 pages; OCR is not available")));
    }

    @Test
    void aPageThatUnpacksBeyondMeasureIsLeftOutAndSaidSo() {
        var parsed = parse(pen -> {
            pen.paragraph("Before").newPage();
            try {
                var blanks = new byte[1024 * 1024];
                Arrays.fill(blanks, (byte) ' ');
                var bomb = new PDStream(pen.document());
                try (var out = bomb.createOutputStream(COSName.FLATE_DECODE)) {
                    for (int i = 0; i < 6; i++) {
                        out.write(blanks);
                    }
                }
                var page = new PDPage();
                page.setContents(bomb);
                pen.document().addPage(page);
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });

        assertThat(content(parsed).sections()).extracting(Section::text).containsExactly("Before");
        assertThat(parsed.extras().get("pdf").asObject().get("warnings").toString())
                .contains("page 3 was not read: it unpacks to more than the 5000000 bytes allowed; MAX_PDF_PAGE_BYTES");
    }

    @Test
    void tooManyPagesAreRefused() {
        assertRefused(
                        ErrorCode.FILE_TOO_LARGE,
                        () -> parse(pen -> {
                            for (int i = 0; i < 20; i++) {
                                pen.newPage();
                            }
                        }))
                .hasMessageContaining(
                        "has 21 pages, more than the 20 allowed; split it into smaller files, or raise MAX_PDF_PAGES");
    }

    @Test
    void fastModeTakesTheFileInWithoutReadingIt() {
        var defaults = IngestConfig.defaults();
        var fast = new PdfParser(
                new IngestConfig(
                        defaults.limits(),
                        defaults.webTimeout(),
                        defaults.toolTimeout(),
                        null,
                        null,
                        "a",
                        "b",
                        "c",
                        "d",
                        true,
                        true),
                Fixtures.ids());
        var parsed = fast.parse(Fixtures.stored(folder, "file.pdf", "anything"));

        assertThat(parsed.facts()).isEmpty();
        assertThat(parsed.evidence()).isEmpty();
        assertThat(text(parsed, Fixtures.ARTIFACT + "_file.md"))
                .isEqualTo("Extracted content unavailable for " + Fixtures.ARTIFACT + "_file.pdf.");
    }

    @Test
    @Timeout(60)
    void threeHundredPagesAreQuick() {
        var bytes = bytes(pen -> {
            for (int i = 0; i < 299; i++) {
                pen.heading("Chapter " + i)
                        .paragraph(LONG)
                        .paragraph(LONG)
                        .paragraph(LONG)
                        .newPage();
            }
        });
        var large = new PdfParser(IngestConfig.defaults(), Fixtures.ids());

        var parsed = large.parse(Fixtures.stored(folder, "file.pdf", bytes));

        assertThat(content(parsed).sections()).hasSize(4 * 299);
    }

    private byte[] protect(String userPassword) {
        return bytes(pen -> {
            pen.paragraph("Secret");
            try {
                var permissions = new AccessPermission();
                permissions.setCanExtractContent(false);
                pen.document().protect(new StandardProtectionPolicy("owner", userPassword, permissions));
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private static byte[] bytes(Consumer<PdfPen> write) {
        try (var pen = new PdfPen()) {
            write.accept(pen);
            return pen.toBytes();
        }
    }

    private ParsedFile parse(Consumer<PdfPen> write) {
        return parse(bytes(write));
    }

    private ParsedFile parse(byte[] bytes) {
        return parser.parse(Fixtures.stored(folder, "file.pdf", bytes));
    }

    private static DocumentContent content(ParsedFile parsed) {
        return parsed.content().orElseThrow();
    }

    private static Evidence evidence(ParsedFile parsed, String place) {
        return parsed.evidence().stream()
                .filter(e -> e.locator().endsWith(place))
                .findFirst()
                .orElseThrow();
    }

    private static List<Fact> facts(ParsedFile parsed, String entity) {
        return parsed.facts().stream().filter(f -> entity.equals(f.entity())).toList();
    }

    private static String text(ParsedFile parsed, String name) {
        return new String(parsed.derivedFiles().get(name), StandardCharsets.UTF_8);
    }
}
