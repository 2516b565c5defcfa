package ai.pmoves.dox.app;

import static org.assertj.core.api.Assertions.assertThat;

import ai.pmoves.dox.application.ingest.IngestOutcome;
import ai.pmoves.dox.application.ingest.Upload;
import ai.pmoves.dox.library.Dox;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each limit holds, and what goes over it is told which key raises it. */
class LimitsTest {
    @TempDir
    Path home;

    @Test
    void aFileMayHaveOnlySoManyBytes() {
        assertThat(refusal(ConfigKey.MAX_FILE_BYTES, 4, "a.csv", utf8("a,b\n1,2\n")))
                .isEqualTo("File size exceeds maximum allowed size of 4 bytes; MAX_FILE_BYTES raises that");
    }

    @Test
    void aTableMayHaveOnlySoManyCells() {
        assertThat(refusal(ConfigKey.MAX_CELLS, 3, "a.csv", utf8("a,b\n1,2\n3,4\n")))
                .endsWith("_a.csv has more than 3 cells; split it into smaller files, or raise MAX_CELLS");
    }

    @Test
    void aPdfMayHaveOnlySoManyPages() throws IOException {
        assertThat(refusal(ConfigKey.MAX_PDF_PAGES, 1, "a.pdf", pdf()))
                .endsWith(
                        "_a.pdf has 2 pages, more than the 1 allowed; split it into smaller files, or raise MAX_PDF_PAGES");
    }

    @Test
    void aPageOfAPdfMayUnpackToOnlySoManyBytes() throws IOException {
        try (var dox = open(ConfigKey.MAX_PDF_PAGE_BYTES, 10)) {
            var outcome = ingest(dox, "a.pdf", pdf());

            var artifact = dox.store().artifacts().find(outcome.artifactId().orElseThrow());
            assertThat(artifact.orElseThrow().extras().toString())
                    .contains("page 1 was not read: it unpacks to more than the 10 bytes allowed; MAX_PDF_PAGE_BYTES"
                            + " raises that");
        }
    }

    @Test
    void aWorkbookMayPackOnlySoManyFiles() throws IOException {
        assertThat(refusal(ConfigKey.MAX_ARCHIVE_ENTRIES, 1, "a.xlsx", zip()))
                .endsWith("_a.xlsx packs 2 files, more than the 1 allowed; MAX_ARCHIVE_ENTRIES raises that");
    }

    @Test
    void aWorkbookMayUnpackToOnlySoManyBytes() throws IOException {
        assertThat(refusal(ConfigKey.MAX_ARCHIVE_BYTES, 100, "a.xlsx", zip()))
                .endsWith("_a.xlsx unpacks to more than the 100 bytes allowed; MAX_ARCHIVE_BYTES raises that");
    }

    @Test
    void aWebPageMayHaveOnlySoManyBytes() {
        try (var dox = open(ConfigKey.MAX_WEB_BYTES, 5)) {
            assertThat(message(dox.ingestWebPage().ingest("data:,123456", "", false)))
                    .isEqualTo(
                            "The page in the data URL is larger than the 5 bytes allowed; MAX_WEB_BYTES raises that");
        }
    }

    private String refusal(ConfigKey key, long limit, String name, byte[] content) {
        try (var dox = open(key, limit)) {
            return message(ingest(dox, name, content));
        }
    }

    private Dox open(ConfigKey key, long limit) {
        return Libraries.open(DoxConfig.from(Map.of("DOX_HOME", home.toString(), key.name(), Long.toString(limit))));
    }

    private static IngestOutcome ingest(Dox dox, String name, byte[] content) {
        return dox.ingestFile().ingest(new Upload(name, "", new ByteArrayInputStream(content), false));
    }

    private static String message(IngestOutcome outcome) {
        return OperatorWords.told(outcome.error().orElseThrow());
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Two pages, of which the first draws some lines. */
    private static byte[] pdf() throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var document = new PDDocument()) {
            var page = new PDPage();
            document.addPage(page);
            try (var content = new PDPageContentStream(document, page)) {
                for (int i = 0; i < 10; i++) {
                    content.moveTo(i, i);
                    content.lineTo(100, 100);
                    content.stroke();
                }
            }
            document.addPage(new PDPage());
            document.save(bytes);
        }
        return bytes.toByteArray();
    }

    private static byte[] zip() throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            for (var name : new String[] {"a", "b"}) {
                zip.putNextEntry(new ZipEntry(name));
                zip.write(new byte[60]);
            }
        }
        return bytes.toByteArray();
    }
}
