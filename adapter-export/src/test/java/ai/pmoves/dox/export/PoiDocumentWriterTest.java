package ai.pmoves.dox.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.pmoves.dox.contract.export.DocumentWriterContract;
import ai.pmoves.dox.domain.export.TextBlock;
import ai.pmoves.dox.ports.export.DocumentWriter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.apache.poi.xwpf.usermodel.XWPFDocument;
import org.apache.poi.xwpf.usermodel.XWPFParagraph;
import org.junit.jupiter.api.Test;

class PoiDocumentWriterTest implements DocumentWriterContract {
    @Override
    public DocumentWriter writer() {
        return new PoiDocumentWriter();
    }

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
    void moreBlocksThanThereCanBeAreRefusedWithTheirNumber() {
        var tooMany = "- line\n".repeat(PoiDocumentWriter.MAX_BLOCKS + 1);
        assertThatThrownBy(() -> written(tooMany)).hasMessage("20001 blocks; there can be 20000");
    }
}
