package ai.pmoves.dox.app.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Files that cannot be read, by what is wrong with them. */
final class BadFiles {
    /** What the zip bomb unpacks to, at least. */
    static final int BOMB_BYTES = 20 << 20;

    private BadFiles() {}

    /** A file with the code that its error has. */
    record BadFile(String name, byte[] content, String code) {}

    static Map<String, BadFile> uploads() {
        var files = new LinkedHashMap<String, BadFile>();
        files.put("a type that is not taken", file("notes.txt", "hello", "ingest.unsupported-type"));
        files.put("no suffix", file("notes", "hello", "ingest.unsupported-type"));
        files.put("an XML log where files go", file("log.xml", "<logs/>", "ingest.unsupported-type"));
        files.put("an empty table", file("empty.csv", "", "ingest.empty"));
        files.put("a table of blank lines", file("blank.csv", "\n\n  \n", "ingest.empty"));
        files.put("text called a workbook", file("book.xlsx", "hello", "ingest.unreadable"));
        files.put("a cut off workbook", new BadFile("cut.xlsx", half(workbook(10)), "ingest.unreadable"));
        files.put("a workbook that is a zip bomb", new BadFile("bomb.xlsx", workbook(BOMB_BYTES), "ingest.bomb"));
        files.put("an empty workbook", file("none.xlsx", "", "ingest.empty"));
        files.put("text called a PDF", file("text.pdf", "hello", "ingest.unreadable"));
        files.put("a cut off PDF", new BadFile("cut.pdf", half(Pdfs.plain("cut")), "ingest.unreadable"));
        files.put("an encrypted PDF", new BadFile("locked.pdf", Pdfs.encrypted(), "ingest.encrypted"));
        files.put("an empty PDF", file("none.pdf", "", "ingest.empty"));
        files.put("JSON that is no document", file("data.json", "{\"a\":1}", "ingest.unsupported-type"));
        files.put("text called JSON", file("text.json", "hello", "ingest.unreadable"));
        files.put("a document of the future", file("new.json", docling("2.0.0", ""), "ingest.unsupported-type"));
        files.put(
                "a cut off document",
                new BadFile("cut.json", half(docling("1.0.0", "").getBytes(UTF_8)), "ingest.unreadable"));
        files.put(
                "a document within itself",
                file(
                        "circle.json",
                        docling("1.0.0", ",\"groups\":[{\"children\":[{\"$ref\":\"#/groups/0\"}]}]"),
                        "ingest.unreadable"));
        files.put(
                "a document with an immense table",
                file(
                        "table.json",
                        docling(
                                "1.0.0",
                                ",\"tables\":[{\"data\":{\"num_rows\":1000000000,\"num_cols\":9,\"table_cells\":[{}]}}]"),
                        "ingest.too-large"));
        files.put("a file over the limit", new BadFile("big.csv", new byte[450_000], "ingest.too-large"));
        files.put("a name with a path and no type", file("../../etc/passwd", "x", "ingest.unsupported-type"));
        return files;
    }

    private static String docling(String version, String members) {
        return "{\"schema_name\":\"DoclingDocument\",\"version\":\"%s\"%s}".formatted(version, members);
    }

    private static BadFile file(String name, String content, String code) {
        return new BadFile(name, content.getBytes(UTF_8), code);
    }

    private static byte[] half(byte[] content) {
        return Arrays.copyOf(content, content.length / 2);
    }

    /** A workbook whose one sheet holds so many blanks, which compress to almost nothing. */
    private static byte[] workbook(int blanks) {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            entry(zip, "[Content_Types].xml", """
                    <Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
                    <Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
                    <Default Extension="xml" ContentType="application/xml"/>
                    <Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>
                    <Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>
                    </Types>""");
            entry(zip, "_rels/.rels", """
                    <Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
                    <Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/>
                    </Relationships>""");
            entry(zip, "xl/_rels/workbook.xml.rels", """
                    <Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
                    <Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/>
                    </Relationships>""");
            entry(zip, "xl/workbook.xml", """
                    <workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">
                    <sheets><sheet name="S" sheetId="1" r:id="r1"/></sheets></workbook>""");
            zip.putNextEntry(new ZipEntry("xl/worksheets/sheet1.xml"));
            zip.write("<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>"
                    .getBytes(UTF_8));
            var chunk = " ".repeat(1_000_000).getBytes(UTF_8);
            for (int left = blanks; left > 0; left -= chunk.length) {
                zip.write(chunk, 0, Math.min(left, chunk.length));
            }
            zip.write("</sheetData></worksheet>".getBytes(UTF_8));
            zip.closeEntry();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void entry(ZipOutputStream zip, String name, String content) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(content.getBytes(UTF_8));
        zip.closeEntry();
    }
}
