package ai.pmoves.dox.office;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.pmoves.dox.domain.export.TextBlock;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.poi.xwpf.usermodel.XWPFDocument;
import org.apache.poi.xwpf.usermodel.XWPFParagraph;
import org.junit.jupiter.api.Test;

class PoiDocumentWriterTest {
    private static XWPFDocument written(String text) throws IOException {
        var bytes = new ByteArrayOutputStream();
        new PoiDocumentWriter().writeDocx(TextBlock.of(text).toList(), bytes);
        return new XWPFDocument(new ByteArrayInputStream(bytes.toByteArray()));
    }

    @Test
    void headingsAndItemsAndParagraphsCanBeReadAgain() throws IOException {
        try (var document = written("# One\n## Two\n### Three\n- item\n\ntext <&> ✓ 😀")) {
            assertThat(document.getParagraphs())
                    .extracting(XWPFParagraph::getText)
                    .containsExactly("One", "Two", "Three", "item", "", "text <&> ✓ 😀");
            assertThat(document.getParagraphs())
                    .extracting(XWPFParagraph::getStyle)
                    .containsExactly("Heading1", "Heading2", "Heading3", null, null, null);
            assertThat(document.getStyles().getStyle("Heading2").getName()).isEqualTo("heading 2");
            var item = document.getParagraphs().get(3);
            assertThat(item.getNumFmt()).isEqualTo("bullet");
            assertThat(document.getParagraphs().get(4).getNumID()).isNull();
        }
    }

    @Test
    void charactersThatXmlCannotHaveAreReplaced() throws IOException {
        try (var document = written("a\u0000b\u0001c\uFFFEd\uD800e")) {
            assertThat(document.getParagraphs().getFirst().getText()).isEqualTo("a\uFFFDb\uFFFDc\uFFFDd\uFFFDe");
        }
    }

    @Test
    void noTextIsADocumentToo() throws IOException {
        try (var document = written("")) {
            assertThat(document.getParagraphs()).isEmpty();
        }
    }

    @Test
    void asManyBlocksAsThereCanBeAreWritten() throws IOException {
        var most = IntStream.range(0, PoiDocumentWriter.MAX_BLOCKS)
                .mapToObj(i -> "- line " + Integer.toString(i * 7919, 36))
                .collect(Collectors.joining("\n"));

        try (var document = written(most)) {
            assertThat(document.getParagraphs()).hasSize(PoiDocumentWriter.MAX_BLOCKS);
        }
        assertThatThrownBy(() -> written(most + "\none more")).hasMessage("20001 blocks; there can be 20000");
    }

    @Test
    void aDiskThatFailsIsTold() {
        var failing = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("disk full");
            }
        };
        var block = List.of(new TextBlock(TextBlock.Kind.PARAGRAPH, "text"));
        assertThatThrownBy(() -> new PoiDocumentWriter().writeDocx(block, failing))
                .isInstanceOf(IOException.class)
                .hasMessage("disk full");
    }
}
