package ai.pmoves.dox.ingest;

import ai.pmoves.dox.contract.ingest.FileParserContract;
import ai.pmoves.dox.domain.Secret;
import ai.pmoves.dox.ingest.config.DoclingServeConfig;
import ai.pmoves.dox.ingest.config.IngestConfig;
import ai.pmoves.dox.ingest.internal.docling.DoclingParser;
import ai.pmoves.dox.ingest.internal.docling.DoclingServe;
import ai.pmoves.dox.ingest.internal.media.ImageParser;
import ai.pmoves.dox.ingest.internal.media.MediaParser;
import ai.pmoves.dox.ingest.internal.pdf.PdfDoclingParser;
import ai.pmoves.dox.ingest.internal.pdf.PdfParser;
import ai.pmoves.dox.ingest.internal.tabular.CsvParser;
import ai.pmoves.dox.ingest.internal.tabular.WorkbookParser;
import ai.pmoves.dox.ports.IdSource;
import ai.pmoves.dox.ports.ingest.FileParser;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import javax.imageio.ImageIO;
import org.apache.poi.hssf.usermodel.HSSFWorkbook;
import org.apache.poi.ss.usermodel.Workbook;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;

/** Every parser of files passes the contract, each with a file of its own type. */
class FileParsersContractTest {
    private final IngestConfig config = Fixtures.config();
    private final IdSource ids = Fixtures.ids();

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] half(byte[] bytes) {
        return Arrays.copyOf(bytes, bytes.length / 2);
    }

    @Nested
    class Csv implements FileParserContract {
        @Override
        public FileParser parser() {
            return new CsvParser(config, ids);
        }

        @Override
        public String filetype() {
            return ".csv";
        }

        @Override
        public byte[] good() {
            return bytes("channel,spend,revenue\nSearch,1250.50,5200\nSocial,800,2100\n");
        }

        @Override
        public byte[] damaged() {
            return bytes("a,b\n1,\"2\n3,4\n");
        }
    }

    abstract class Excel implements FileParserContract {
        abstract Workbook workbook();

        @Override
        public FileParser parser() {
            return new WorkbookParser(config, ids);
        }

        @Override
        public byte[] good() throws IOException {
            var out = new ByteArrayOutputStream();
            try (var workbook = workbook()) {
                var sheet = workbook.createSheet("Q1");
                var header = sheet.createRow(0);
                header.createCell(0).setCellValue("Campaign");
                header.createCell(1).setCellValue("Spend");
                var row = sheet.createRow(1);
                row.createCell(0).setCellValue("a");
                row.createCell(1).setCellValue(10);
                workbook.write(out);
            }
            return out.toByteArray();
        }

        @Override
        public byte[] damaged() throws IOException {
            return half(good());
        }
    }

    @Nested
    class Xlsx extends Excel {
        @Override
        Workbook workbook() {
            return new XSSFWorkbook();
        }

        @Override
        public String filetype() {
            return ".xlsx";
        }
    }

    @Nested
    class Xls extends Excel {
        @Override
        Workbook workbook() {
            return new HSSFWorkbook();
        }

        @Override
        public String filetype() {
            return ".xls";
        }
    }

    @Nested
    class Pdf implements FileParserContract {
        @Override
        public FileParser parser() {
            return new PdfParser(config, ids);
        }

        @Override
        public String filetype() {
            return ".pdf";
        }

        @Override
        public byte[] good() {
            return PdfPen.bytes(pen -> pen.paragraph("Revenue was $5.2 million. " + PdfPen.LONG));
        }

        @Override
        public byte[] damaged() {
            return Arrays.copyOf(good(), 300);
        }
    }

    /** A server that takes whole PDFs only; what it does not take is read by the parser above. */
    @Nested
    class PdfByDocling extends Pdf {
        private DoclingServer server;

        @BeforeEach
        void start() throws IOException {
            server = new DoclingServer();
            server.convertTo(
                    new DoclingPen().text("text", "Revenue was $5.2 million.").json());
            var taken = server.submit;
            server.submit = exchange -> {
                boolean isWhole = server.asked.getLast().body().contains("%%EOF");
                (isWhole ? taken : DoclingServer.status(422)).to(exchange);
            };
        }

        @AfterEach
        void stop() {
            server.close();
        }

        @Override
        public FileParser parser() {
            var serve = new DoclingServeConfig(server.url(), Secret.of("k3y"), Duration.ofSeconds(60), 1_000_000);
            return new PdfDoclingParser(new DoclingServe(serve), new PdfParser(config, ids), config, ids);
        }
    }

    @Nested
    class Docling implements FileParserContract {
        @Override
        public FileParser parser() {
            return new DoclingParser(config, ids);
        }

        @Override
        public String filetype() {
            return ".json";
        }

        @Override
        public byte[] good() {
            return bytes(new DoclingPen()
                    .text("section_header", "Results")
                    .text("text", "Revenue was $5.2 million.")
                    .table(1, 2, DoclingPen.cell(0, 0, "Year"), DoclingPen.cell(0, 1, "Revenue"))
                    .json());
        }

        @Override
        public byte[] damaged() {
            return half(good());
        }
    }

    @Nested
    class Media implements FileParserContract {
        @Override
        public FileParser parser() {
            return new MediaParser(config, ids);
        }

        @Override
        public String filetype() {
            return ".wav";
        }

        @Override
        public byte[] good() {
            return bytes("RIFF....");
        }

        @Override
        public byte[] damaged() {
            return bytes("#EXTM3U\nfile:///etc/passwd");
        }
    }

    @Nested
    class Image implements FileParserContract {
        @Override
        public FileParser parser() {
            return new ImageParser(config, ids);
        }

        @Override
        public String filetype() {
            return ".png";
        }

        @Override
        public byte[] good() throws IOException {
            var out = new ByteArrayOutputStream();
            ImageIO.write(new BufferedImage(30, 20, BufferedImage.TYPE_3BYTE_BGR), "png", out);
            return out.toByteArray();
        }

        @Override
        public byte[] damaged() throws IOException {
            return Arrays.copyOf(good(), 20);
        }
    }
}
