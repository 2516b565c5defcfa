package ai.pmoves.dox.domain.export;

import static org.assertj.core.api.Assertions.assertThat;

import ai.pmoves.dox.domain.export.TextBlock.Kind;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ExportTextTest {
    @Test
    void aStemIsThatOfTheUpload() {
        assertThat(FileStem.of("uploads/7_a report.v2.pdf", "7")).isEqualTo("7_a report.v2");
        assertThat(FileStem.of("uploads/7_none", "7")).isEqualTo("7_none");
        assertThat(FileStem.of("uploads/7_ünï.csv", "7")).isEqualTo("7_ünï");
    }

    @Test
    void whatIsNoUploadIsCalledByItsId() {
        for (var path : new String[] {
            "https://h/a.pdf",
            "/etc/passwd",
            "uploads/../x.pdf",
            "uploads/...",
            "uploads/a\\b.pdf",
            "uploads/a\nb.pdf",
            "uploads/",
            "uploads/ .pdf",
            "uploads/" + "a".repeat(300) + ".pdf",
            ""
        }) {
            assertThat(FileStem.of(path, "0b3c-id_7")).as(path).isEqualTo("0b3c-id_7");
        }
    }

    @Test
    void differentIdsNeverShareAName() {
        var ids = Stream.of(
                        "a",
                        "A",
                        "a/b",
                        "a_b",
                        "a\\b",
                        "../a",
                        "..",
                        ".",
                        "a'\"b",
                        "~a",
                        " a",
                        "a ",
                        "ä",
                        "a\n",
                        "b".repeat(101),
                        "b".repeat(102),
                        FileStem.ofId("a/b"))
                .toList();
        assertThat(ids).map(FileStem::ofId).doesNotHaveDuplicates().allMatch(name -> name.matches("~?[a-z0-9_-]+"));
    }

    @Test
    void linesAreHeadingsItemsAndParagraphs() {
        assertThat(TextBlock.of("# One\n## Two\r\n### Three\n#### four\n- item\n\n#none\n -x"))
                .containsExactly(
                        new TextBlock(Kind.HEADING_1, "One"),
                        new TextBlock(Kind.HEADING_2, "Two"),
                        new TextBlock(Kind.HEADING_3, "Three"),
                        new TextBlock(Kind.PARAGRAPH, "#### four"),
                        new TextBlock(Kind.BULLET, "item"),
                        new TextBlock(Kind.PARAGRAPH, ""),
                        new TextBlock(Kind.PARAGRAPH, "#none"),
                        new TextBlock(Kind.PARAGRAPH, " -x"));
    }
}
