package ai.pmoves.dox.contract.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.pmoves.dox.domain.export.TextBlock;
import ai.pmoves.dox.domain.export.TextBlock.Kind;
import ai.pmoves.dox.ports.export.DocumentWriter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.zip.ZipInputStream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import org.junit.jupiter.api.Test;

/** What every {@link DocumentWriter} does; documents are read again with nothing but the JDK. */
public interface DocumentWriterContract {
    DocumentWriter writer();

    private List<String> paragraphs(List<TextBlock> blocks) throws IOException, XMLStreamException {
        var out = new ByteArrayOutputStream();
        writer().writeDocx(blocks, out);
        return read(out.toByteArray());
    }

    private static List<String> read(byte[] docx) throws IOException, XMLStreamException {
        try (var zip = new ZipInputStream(new ByteArrayInputStream(docx))) {
            for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (entry.getName().equals("word/document.xml")) {
                    return texts(zip.readAllBytes());
                }
            }
        }
        throw new AssertionError("a DOCX without word/document.xml");
    }

    private static List<String> texts(byte[] xml) throws XMLStreamException {
        var paragraphs = new ArrayList<String>();
        var reader = XMLInputFactory.newFactory().createXMLStreamReader(new ByteArrayInputStream(xml));
        while (reader.hasNext()) {
            if (reader.next() == XMLStreamConstants.START_ELEMENT) {
                switch (reader.getLocalName()) {
                    case "p" -> paragraphs.add("");
                    case "t" -> paragraphs.add(paragraphs.removeLast() + reader.getElementText());
                    default -> {}
                }
            }
        }
        return paragraphs;
    }

    private static TextBlock paragraph(String text) {
        return new TextBlock(Kind.PARAGRAPH, text);
    }

    @Test
    default void eachBlockIsAParagraphInItsPlace() throws Exception {
        var blocks = new ArrayList<TextBlock>();
        for (var kind : Kind.values()) {
            blocks.add(new TextBlock(kind, "text of " + kind + " <&> ✓ 😀"));
        }
        blocks.add(paragraph(""));
        assertThat(paragraphs(blocks))
                .isEqualTo(blocks.stream().map(TextBlock::text).toList());
    }

    @Test
    default void noBlocksAreADocumentWithoutText() throws Exception {
        assertThat(String.join("", paragraphs(List.of()))).isEmpty();
    }

    @Test
    default void charactersThatNoDocumentHasAreReplaced() throws Exception {
        assertThat(paragraphs(List.of(paragraph("a\u0000b\u0001c\uFFFEd\uD800e"))))
                .containsExactly("a\uFFFDb\uFFFDc\uFFFDd\uFFFDe");
    }

    @Test
    default void asManyBlocksAsThereCanBeAreWritten() throws Exception {
        assertThat(paragraphs(Collections.nCopies(DocumentWriter.MAX_BLOCKS, paragraph("text"))))
                .hasSize(DocumentWriter.MAX_BLOCKS);
        assertThatThrownBy(() -> paragraphs(Collections.nCopies(DocumentWriter.MAX_BLOCKS + 1, paragraph("text"))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    default void theStreamIsNotClosed() throws IOException {
        var closed = new boolean[1];
        var out = new ByteArrayOutputStream() {
            @Override
            public void close() {
                closed[0] = true;
            }
        };
        writer().writeDocx(List.of(paragraph("text")), out);
        assertThat(closed[0]).isFalse();
    }

    @Test
    default void aStreamThatFailsIsTold() {
        var failure = new IOException("disk full");
        var failing = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw failure;
            }
        };
        assertThatThrownBy(() -> writer().writeDocx(List.of(paragraph("text")), failing))
                .isSameAs(failure);
    }

    @Test
    default void manyThreadsWriteAtOnce() throws Exception {
        Callable<List<String>> writing = () -> paragraphs(List.of(paragraph("one"), paragraph("two")));
        try (var threads = Executors.newFixedThreadPool(4)) {
            for (var written : threads.invokeAll(Collections.nCopies(8, writing))) {
                assertThat(written.get()).containsExactly("one", "two");
            }
        }
    }
}
