package ai.pmoves.dox.ingest.internal.pdf;

import static ai.pmoves.dox.ingest.PdfPen.LONG;
import static ai.pmoves.dox.ingest.PdfRows.content;
import static ai.pmoves.dox.ingest.PdfRows.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import ai.pmoves.dox.domain.Section;
import ai.pmoves.dox.ingest.Fixtures;
import ai.pmoves.dox.ingest.PdfPen;
import ai.pmoves.dox.ingest.config.IngestConfig;
import ai.pmoves.dox.ports.ingest.ParsedFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class PdfParserTest {
    @TempDir
    Path folder;

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
    void theTextIsKeptAsMarkdownAndAsUnits() {
        var parsed = parse(pen -> pen.title("Report").heading("Overview").paragraph(LONG));
        var stem = Fixtures.ARTIFACT + "_file";

        assertThat(text(parsed, stem + ".md")).isEqualTo("# Report\n\n## Overview\n\n" + LONG + "\n");
        assertThat(text(parsed, stem + ".text_units.json"))
                .startsWith("[{\"text\":\"Report\",\"page\":1},{\"text\":\"Overview\",\"page\":1}");
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
                        true,
                        null,
                        defaults.words()),
                Fixtures.ids());
        var parsed = fast.parse(Fixtures.stored(folder, "file.pdf", "anything"));

        assertThat(parsed.facts()).isEmpty();
        assertThat(parsed.evidence()).isEmpty();
        var note = "Extracted content unavailable for " + Fixtures.ARTIFACT + "_file.pdf.";
        assertThat(text(parsed, Fixtures.ARTIFACT + "_file.md")).isEqualTo(note);
        assertThat(text(parsed, Fixtures.ARTIFACT + "_file.text_units.json"))
                .isEqualTo("[{\"text\":\"%s\",\"page\":1}]".formatted(note));
        var section = parsed.content().orElseThrow().sections().getFirst();
        assertThat(section.text()).isEqualTo(note);
        assertThat(section.page()).isEqualTo(1);
    }

    @Test
    @Timeout(120)
    void threeHundredPagesAreQuick() {
        var bytes = PdfPen.bytes(pen -> {
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

    private ParsedFile parse(Consumer<PdfPen> write) {
        var file = Fixtures.stored(folder, "file.pdf", PdfPen.bytes(write));
        return new PdfParser(Fixtures.config(), Fixtures.ids()).parse(file);
    }
}
