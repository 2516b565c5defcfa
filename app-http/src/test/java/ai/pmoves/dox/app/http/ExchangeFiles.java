package ai.pmoves.dox.app.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.List;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;

/** The files of the recorded exchanges, made so that the recorded values come out of them. */
final class ExchangeFiles {
    private static final String SAMPLE_CSV = """
            date,channel,spend,revenue,conversions,clicks,impressions
            2025-09-22,Search,1250.50,5200.0,85,4200,85000
            2025-09-23,Social,800.00,2100.0,30,3500,60000
            2025-09-24,Display,450.00,900.0,12,2100,120000
            2025-09-25,Search,1325.25,5400.0,90,4300,87000
            2025-09-26,Social,775.75,2300.0,35,3600,61000
            """;
    private static final String COLS_CSV = """
            Spend,Ad Cost,REVENUE,cost_per_click,clicks,Impressions,id
            10,1,100,0.5,20,0,1
            20,2,200,0.5,40,0,2
            """;
    private static final String SAMPLE_XML = """
            <logs>
              <log><timestamp>2025-09-25T10:01:02Z</timestamp><severity>ERROR</severity><error>E1001</error>
                <module>LoanService</module><msg>Loan origination failed for application 12345</msg></log>
              <log><timestamp>2025-09-25T10:02:03Z</timestamp><severity>WARN</severity><error>W200</error>
                <module>Underwriting</module><msg>Missing income document for applicant 67890</msg></log>
            </logs>
            """;
    private static final String NESTED_XML = """
            <root>
              <group><log><time>2025-01-02 03:04:05</time><severity>warn</severity><status>500</status>
                <service>Svc</service><message>  first &amp; trimmed </message><message>second</message></log></group>
              <entry><ts>t1</ts><code>E9</code><module>M</module><text>Ünïcode ✓</text></entry>
              <entry/>
              <group><entry level="INFO" ts="t2"><message>attrs ignored</message></entry></group>
            </root>
            """;
    private static final String LEAFS_XML = "<a><b>one</b><c> <d>two</d></c><e>  </e><f/><g>four</g></a>";
    private static final String NS_XML = "<x:events xmlns:x=\"urn:x\"><x:message>ns msg</x:message></x:events>";
    private static final String OPENAPI_JSON = """
            {"openapi": "3.0.3", "info": {"title": "LMS API", "version": "2"}, "paths": {
              "/loans": {
                "get": {"summary": "List loans", "tags": ["loans"]},
                "post": {"summary": "Create loan", "tags": ["loans"]}},
              "/loans/{id}": {"get": {"summary": "Get loan", "tags": ["loans"]}}}}
            """;
    private static final String PETS_YAML = """
            openapi: 3.0.0
            info: {title: 'Pets: API', version: 1}
            paths:
              /pets/{id}:
                get: {operationId: getPet, description: only description, tags: [pets, read]}
                delete: {operationId: delPet, summary: Remove}
                options:
                trace: {summary: not taken}
            """;
    private static final String SWAGGER_JSON =
            "{\"swagger\": \"2.0\", \"basePath\": \"/b\", \"paths\": {\"/v2/things\": {\"put\": {\"summary\": \"Put it\"}}}}";
    private static final String POSTMAN_JSON = """
            {"info": {"name": "LMS Postman"}, "item": [
              {"name": "List loans", "request": {"method": "GET", "url": {"raw": "{{base}}/loans", "path": ["loans"]}}}]}
            """;
    private static final String POSTMAN_NESTED_JSON = """
            {"info": {"name": "Nested"}, "item": [{"name": "folder", "item": [
              {"name": "Plain", "request": {"method": "put", "url": "https://h/x?y=1"}},
              {"name": "Raw", "request": {"url": {"raw": "{{base}}/raw"}}}]}]}
            """;
    /** One pixel, gray with alpha. */
    private static final String PNG = "89504e470d0a1a0a0000000d4948445200000001000000010804000000b51c0c02"
            + "0000000b49444154789c6368f80f00020201806e568b130000000049454e44ae426082";

    private ExchangeFiles() {}

    static byte[] content(String name) {
        return switch (name) {
            case "sample.csv" -> bytes(SAMPLE_CSV);
            case "cols.csv" -> bytes(COLS_CSV);
            case "nonum.csv" -> bytes("name,colour\nAda,blue\n");
            case "empty.csv" -> new byte[0];
            case "weird.txt" -> bytes("Neither a table nor a page");
            case "book.xlsx" -> book();
            case "dates.xlsx" -> dates();
            case "smoke.pdf", "financial_statements.pdf" -> Pdfs.plain("Total assets");
            case "sample_audio.wav" -> bytes("RIFF$\0\0\0WAVEfmt ");
            case "sample_image.png" -> HexFormat.of().parseHex(PNG);
            case "sample.xml" -> bytes(SAMPLE_XML);
            case "nested.xml" -> bytes(NESTED_XML);
            case "leafs.xml" -> bytes(LEAFS_XML);
            case "ns.xml" -> bytes(NS_XML);
            case "sample_openapi.json" -> bytes(OPENAPI_JSON);
            case "pets.yaml" -> bytes(PETS_YAML);
            case "swagger2.json" -> bytes(SWAGGER_JSON);
            case "sample_postman.json" -> bytes(POSTMAN_JSON);
            case "postman_nested.json" -> bytes(POSTMAN_NESTED_JSON);
            default -> throw new IllegalArgumentException("no such file: " + name);
        };
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] book() {
        try (var book = new XSSFWorkbook()) {
            sheet(
                    book,
                    "Q1 Data",
                    List.of(
                            List.of("Channel", "Ad Spend", "Extra cost", "Revenue", "Leads", "Clicks"),
                            List.of("A", 10, 1, 100, 3, 50),
                            List.of("B", 20, 2, 50.5, 4, 60)));
            sheet(book, "Notes", List.of(List.of("Who", "What"), List.of("Ada", "approved")));
            return bytes(book);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] dates() {
        try (var book = new XSSFWorkbook()) {
            sheet(book, "Sheet", List.of(List.of("Day", "Spend"), List.of(LocalDate.of(2025, 9, 22), 5)));
            return bytes(book);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void sheet(XSSFWorkbook book, String name, List<List<?>> rows) {
        var sheet = book.createSheet(name);
        var date = book.createCellStyle();
        date.setDataFormat(book.createDataFormat().getFormat("yyyy-mm-dd"));
        for (var values : rows) {
            var row = sheet.createRow(sheet.getPhysicalNumberOfRows());
            for (var value : values) {
                var cell = row.createCell(row.getPhysicalNumberOfCells());
                switch (value) {
                    case Number number -> cell.setCellValue(number.doubleValue());
                    case LocalDate day -> {
                        cell.setCellValue(day);
                        cell.setCellStyle(date);
                    }
                    default -> cell.setCellValue(value.toString());
                }
            }
        }
    }

    private static byte[] bytes(XSSFWorkbook book) throws IOException {
        var bytes = new ByteArrayOutputStream();
        book.write(bytes);
        return bytes.toByteArray();
    }
}
