package ai.pmoves.dox.ingest.internal.tabular;

import static ai.pmoves.dox.ingest.Fixtures.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.ingest.Fixtures;
import ai.pmoves.dox.ingest.config.IngestConfig;
import ai.pmoves.dox.ports.ingest.ParsedFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Consumer;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.poi.hssf.record.crypto.Biff8EncryptionKey;
import org.apache.poi.hssf.usermodel.HSSFWorkbook;
import org.apache.poi.poifs.crypt.EncryptionInfo;
import org.apache.poi.poifs.crypt.EncryptionMode;
import org.apache.poi.poifs.filesystem.POIFSFileSystem;
import org.apache.poi.ss.usermodel.FormulaError;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.ss.usermodel.Workbook;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorkbookParserTest {
    @TempDir
    Path folder;

    private final WorkbookParser parser = new WorkbookParser(IngestConfig.defaults(), Fixtures.ids());

    @ParameterizedTest
    @ValueSource(strings = {".xlsx", ".xls"})
    void eachSheetIsEvidenceAndASheetWithFiguresAFact(String suffix) throws IOException {
        var parsed = parse(suffix, workbook -> {
            var data = workbook.createSheet("Q1 Data");
            row(data, 0, "Campaign", "Spend", "Media Cost", "Revenue", "Leads");
            row(data, 1, "a", 10.0, 1.0, 100.25, 3.0);
            row(data, 2, "b", 20.0, 2.0, 50.25, 4.0);
            row(workbook.createSheet("Notes"), 0, "Note");
        });

        assertThat(parsed.evidence())
                .extracting(e -> e.locator())
                .containsExactly(
                        Fixtures.ARTIFACT + "_book" + suffix + "#Q1 Data",
                        Fixtures.ARTIFACT + "_book" + suffix + "#Notes");
        assertThat(parsed.evidence()).extracting(e -> e.contentType()).containsOnly("xlsx");
        assertThat(parsed.facts()).hasSize(1);
        assertThat(parsed.facts().getFirst().entity()).isEqualTo("Q1 Data");
        assertThat(parsed.facts().getFirst().evidenceId())
                .isEqualTo(parsed.evidence().getFirst().id());
        assertThat(parsed.facts().getFirst().metrics().asObject())
                .containsExactly(entry("spend", 33.0), entry("revenue", 150.5), entry("conversions", 7.0));
        assertThat(parsed.evidence().getFirst().preview()).isEqualTo("""
                  Campaign  Spend  Media Cost  Revenue  Leads
                0        a     10           1   100.25      3
                1        b     20           2    50.25      4""");
    }

    @ParameterizedTest
    @ValueSource(strings = {".xlsx", ".xls"})
    void datesBecomeIsoText(String suffix) throws IOException {
        var parsed = parse(suffix, workbook -> {
            var sheet = workbook.createSheet("Sheet");
            var date = workbook.createCellStyle();
            date.setDataFormat(workbook.createDataFormat().getFormat("yyyy-mm-dd hh:mm"));
            row(sheet, 0, "when", "at", "clock", "spend");
            var row = sheet.createRow(1);
            row.createCell(0).setCellValue(LocalDate.of(2025, 1, 2));
            row.createCell(1).setCellValue(LocalDateTime.of(2025, 1, 2, 3, 4, 5));
            row.createCell(2).setCellValue(0.5);
            for (int i = 0; i < 3; i++) {
                row.getCell(i).setCellStyle(date);
            }
            row.createCell(3).setCellValue(5);
        });

        assertThat(rowOf(parsed, 0))
                .containsExactly(
                        entry("when", "2025-01-02"),
                        entry("at", "2025-01-02T03:04:05"),
                        entry("clock", "12:00:00"),
                        entry("spend", 5L));
        assertThat(parsed.facts().getFirst().metrics().asObject()).containsExactly(entry("spend", 5.0));
    }

    @ParameterizedTest
    @ValueSource(strings = {".xlsx", ".xls"})
    void blanksErrorsBooleansAndFormulasAreRead(String suffix) throws IOException {
        var parsed = parse(suffix, workbook -> {
            var sheet = workbook.createSheet("Sheet");
            row(sheet, 0, "a", "", "a", "err", "sum");
            var row = sheet.createRow(2); // row 1 is blank
            row.createCell(0).setCellValue(true);
            row.createCell(3).setCellErrorValue(FormulaError.DIV0.getCode());
            row.createCell(4).setCellFormula("1+2.5");
            row.createCell(6).setCellValue("beyond");
            workbook.getCreationHelper().createFormulaEvaluator().evaluateAll();
        });

        assertThat(rowOf(parsed, 0))
                .containsExactly(
                        entry("a", true),
                        entry("Unnamed: 1", null),
                        entry("a.1", null),
                        entry("err", null),
                        entry("sum", 3.5),
                        entry("Unnamed: 5", null),
                        entry("Unnamed: 6", "beyond"));
    }

    @Test
    void anEmptySheetIsEvidenceWithoutRows() throws IOException {
        var parsed = parse(".xlsx", workbook -> workbook.createSheet("Empty"));

        assertThat(parsed.evidence().getFirst().fullData().asList()).isEmpty();
        assertThat(parsed.facts()).isEmpty();
    }

    @Test
    void aWorkbookWithAPasswordIsRefused() throws IOException {
        var out = new ByteArrayOutputStream();
        try (var container = new POIFSFileSystem()) {
            var encryptor = new EncryptionInfo(EncryptionMode.agile).getEncryptor();
            encryptor.confirmPassword("secret");
            try (var data = encryptor.getDataStream(container)) {
                data.write(workbook(".xlsx", workbook -> workbook.createSheet("s")));
            } catch (java.security.GeneralSecurityException e) {
                throw new IOException(e);
            }
            container.writeFilesystem(out);
        }

        assertRefused(ErrorCode.FILE_ENCRYPTED, () -> parse("book.xlsx", out.toByteArray()))
                .hasMessageContaining("book.xlsx is protected by a password");
    }

    @Test
    void anOldWorkbookWithAPasswordIsRefused() throws IOException {
        Biff8EncryptionKey.setCurrentUserPassword("secret");
        byte[] bytes;
        try {
            bytes = workbook(".xls", workbook -> workbook.createSheet("s"));
        } finally {
            Biff8EncryptionKey.setCurrentUserPassword(null);
        }

        assertRefused(ErrorCode.FILE_ENCRYPTED, () -> parse("book.xls", bytes));
    }

    @Test
    void aTruncatedWorkbookIsUnreadable() throws IOException {
        var bytes = workbook(".xlsx", workbook -> workbook.createSheet("s"));

        assertRefused(ErrorCode.FILE_UNREADABLE, () -> parse("book.xlsx", Arrays.copyOf(bytes, bytes.length * 2 / 3)))
                .hasMessageContaining("book.xlsx");
    }

    @Test
    void anotherKindOfFileIsUnreadable() {
        assertRefused(
                        ErrorCode.FILE_UNREADABLE,
                        () -> parse("b.xls", "<table></table>".getBytes(StandardCharsets.UTF_8)))
                .hasMessageEndingWith("it is not an Excel workbook");
        assertRefused(ErrorCode.FILE_EMPTY, () -> parse("b.xlsx", new byte[0]));
    }

    @Test
    void anArchiveThatUnpacksBeyondMeasureIsRefused() throws IOException {
        var out = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry("xl/worksheets/sheet1.xml"));
            var zeros = new byte[1024 * 1024];
            for (int i = 0; i < 20; i++) {
                zip.write(zeros);
            }
        }
        var small = new WorkbookParser(Fixtures.config(), Fixtures.ids());

        assertRefused(ErrorCode.FILE_BOMB, () -> small.parse(Fixtures.stored(folder, "b.xlsx", out.toByteArray())))
                .hasMessageEndingWith("unpacks to more than the 5000000 bytes allowed");
    }

    @Test
    void anArchiveOfMoreFilesThanAllowedIsRefusedAndOneOfFewerIsRead() throws IOException {
        var bytes = workbook(".xlsx", workbook -> {
            for (int i = 0; i < 1_100; i++) {
                row(workbook.createSheet("s" + i), 0, "a");
            }
        });
        var small = new WorkbookParser(Fixtures.config(), Fixtures.ids());

        assertRefused(ErrorCode.FILE_BOMB, () -> small.parse(Fixtures.stored(folder, "b.xlsx", bytes)))
                .hasMessageMatching(".* packs 11\\d\\d files, more than the 100 allowed");
        assertThat(parse("book.xlsx", bytes).evidence()).hasSize(1_100);
    }

    @Test
    void tooManyCellsAreRefused() throws IOException {
        var bytes = workbook(".xlsx", workbook -> {
            var sheet = workbook.createSheet("Wide");
            row(sheet, 0, "a");
            sheet.createRow(1).createCell(5000).setCellValue(1);
        });
        var small = new WorkbookParser(Fixtures.config(), Fixtures.ids());

        assertRefused(ErrorCode.FILE_TOO_LARGE, () -> small.parse(Fixtures.stored(folder, "b.xlsx", bytes)))
                .hasMessageStartingWith("Sheet Wide of ")
                .hasMessageEndingWith("cells");
    }

    private ParsedFile parse(String suffix, Consumer<Workbook> fill) throws IOException {
        return parse("book" + suffix, workbook(suffix, fill));
    }

    private ParsedFile parse(String name, byte[] bytes) {
        return parser.parse(Fixtures.stored(folder, name, bytes));
    }

    private static byte[] workbook(String suffix, Consumer<Workbook> fill) throws IOException {
        var out = new ByteArrayOutputStream();
        try (Workbook workbook = suffix.equals(".xls") ? new HSSFWorkbook() : new XSSFWorkbook()) {
            fill.accept(workbook);
            workbook.write(out);
        }
        return out.toByteArray();
    }

    private static void row(Sheet sheet, int index, Object... cells) {
        var row = sheet.createRow(index);
        for (int i = 0; i < cells.length; i++) {
            if (cells[i] instanceof Double number) {
                row.createCell(i).setCellValue(number);
            } else {
                row.createCell(i).setCellValue(cells[i].toString());
            }
        }
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> rowOf(ParsedFile parsed, int index) {
        return (Map<String, Object>)
                parsed.evidence().getFirst().fullData().asList().get(index);
    }
}
