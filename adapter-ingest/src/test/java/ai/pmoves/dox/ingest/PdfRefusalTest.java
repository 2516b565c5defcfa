package ai.pmoves.dox.ingest;

import static ai.pmoves.dox.ingest.Fixtures.assertRefused;
import static ai.pmoves.dox.ingest.PdfPen.LONG;
import static ai.pmoves.dox.ingest.PdfRows.content;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import ai.pmoves.dox.domain.Fact;
import ai.pmoves.dox.domain.Section;
import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.domain.error.Remedy;
import ai.pmoves.dox.ingest.internal.pdf.PdfParser;
import ai.pmoves.dox.ports.ingest.ParsedFile;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDStream;
import org.apache.pdfbox.pdmodel.encryption.AccessPermission;
import org.apache.pdfbox.pdmodel.encryption.StandardProtectionPolicy;
import org.apache.pdfbox.pdmodel.graphics.image.LosslessFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** PDFs that cannot be read, or not wholly. */
class PdfRefusalTest {
    @TempDir
    Path folder;

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
        var whole = PdfPen.bytes(pen -> {
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
                        () -> parse(PdfPen.bytes(pen -> pen.document().removePage(0))))
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
                        entry("parser", "built-in"),
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
                .contains("page 3 was not read: it unpacks to more than the 5000000 bytes allowed. "
                        + Remedy.RAISE_MAX_PDF_PAGE_BYTES.text());
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
                .hasMessageEndingWith("has 21 pages, more than the 20 allowed")
                .extracting(e -> ((DoxException) e).remedy().orElseThrow())
                .isEqualTo(Remedy.RAISE_MAX_PDF_PAGES);
    }

    private byte[] protect(String userPassword) {
        return PdfPen.bytes(pen -> {
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

    private ParsedFile parse(Consumer<PdfPen> write) {
        return parse(PdfPen.bytes(write));
    }

    private ParsedFile parse(byte[] bytes) {
        return new PdfParser(Fixtures.config(), Fixtures.ids()).parse(Fixtures.stored(folder, "file.pdf", bytes));
    }
}
