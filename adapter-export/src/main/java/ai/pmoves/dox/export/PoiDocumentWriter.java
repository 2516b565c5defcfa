package ai.pmoves.dox.export;

import ai.pmoves.dox.domain.export.TextBlock;
import ai.pmoves.dox.ports.export.DocumentWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigInteger;
import java.util.List;
import org.apache.poi.xwpf.usermodel.XWPFDocument;

/** Writes documents with Apache POI. */
public final class PoiDocumentWriter implements DocumentWriter {

    @Override
    public void writeDocx(List<TextBlock> blocks, OutputStream out) throws IOException {
        if (blocks.size() > MAX_BLOCKS) {
            throw new IllegalArgumentException("%d blocks; there can be %d".formatted(blocks.size(), MAX_BLOCKS));
        }
        var packed = new ByteArrayOutputStream();
        try (var document = new XWPFDocument()) {
            DocxStyles.addTo(document);
            var bullets = DocxStyles.addBullets(document);
            blocks.forEach(block -> add(document, block, bullets));
            document.write(packed); // POI does not tell why a stream failed
        }
        packed.writeTo(out);
    }

    private static void add(XWPFDocument document, TextBlock block, BigInteger bullets) {
        var paragraph = document.createParagraph();
        switch (block.kind()) {
            case HEADING_1 -> paragraph.setStyle(DocxStyles.heading(1));
            case HEADING_2 -> paragraph.setStyle(DocxStyles.heading(2));
            case HEADING_3 -> paragraph.setStyle(DocxStyles.heading(3));
            case BULLET -> {
                paragraph.setNumID(bullets);
                paragraph.setNumILvl(BigInteger.ZERO);
            }
            case PARAGRAPH -> {}
        }
        if (!block.text().isEmpty()) {
            paragraph.createRun().setText(XmlText.clean(block.text()));
        }
    }
}
