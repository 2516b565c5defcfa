package ai.pmoves.dox.ingest.internal.pdf;

import static ai.pmoves.dox.ingest.PdfRows.content;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import ai.pmoves.dox.domain.Json;
import ai.pmoves.dox.domain.Secret;
import ai.pmoves.dox.domain.Section;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.domain.error.Remedy;
import ai.pmoves.dox.ingest.DoclingPen;
import ai.pmoves.dox.ingest.DoclingServer;
import ai.pmoves.dox.ingest.Fixtures;
import ai.pmoves.dox.ingest.Parsers;
import ai.pmoves.dox.ingest.PdfPen;
import ai.pmoves.dox.ingest.config.DoclingServeConfig;
import ai.pmoves.dox.ingest.config.IngestConfig;
import ai.pmoves.dox.ports.ingest.FileParser;
import ai.pmoves.dox.ports.ingest.ParsedFile;
import ai.pmoves.dox.ports.ingest.SourceFile;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** PDFs that a docling-serve reads, which a server of the tests plays, or does not read. */
class PdfDoclingParserTest {
    private static final String DOCUMENT =
            new DoclingPen().text("text", "Read by docling").json();

    @TempDir
    Path folder;

    private DoclingServer server;

    @BeforeEach
    void start() throws IOException {
        server = new DoclingServer();
        server.convertTo(DOCUMENT);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static IngestConfig config(URI url, Duration timeout, long maxAnswerBytes) {
        return Fixtures.config()
                .withDoclingServe(new DoclingServeConfig(url, Secret.of("k3y"), timeout, maxAnswerBytes));
    }

    private static FileParser parser(IngestConfig config) {
        return Parsers.create(config, Fixtures.ids()).fileParsers().stream()
                .filter(parser -> parser.filetypes().contains(".pdf"))
                .findFirst()
                .orElseThrow();
    }

    private FileParser parser() {
        return parser(config(server.url(), Duration.ofSeconds(60), 1_000_000));
    }

    private SourceFile pdf() {
        return Fixtures.stored(folder, "file.pdf", PdfPen.bytes(pen -> pen.paragraph("Read by the built-in parser")));
    }

    private static List<String> texts(ParsedFile parsed) {
        return content(parsed).sections().stream().map(Section::text).toList();
    }

    @Test
    void aPdfIsHandedInWaitedForAndReadFromTheAnswer() {
        var parsed = parser().parse(pdf());

        assertThat(texts(parsed)).containsExactly("Read by docling");
        assertThat(parsed.extras())
                .isEqualTo(Map.of(
                        "pdf",
                        Json.of(Map.of(
                                "parser",
                                "docling-serve",
                                "version",
                                "1.5.0",
                                "pages",
                                1,
                                "status",
                                "processed",
                                "warnings",
                                List.of()))));
        assertThat(server.asked)
                .extracting(DoclingServer.Asked::method, DoclingServer.Asked::pathAndQuery, DoclingServer.Asked::key)
                .containsExactly(
                        tuple("POST", DoclingServer.SUBMIT, "k3y"),
                        tuple("GET", DoclingServer.POLL + "?wait=5", "k3y"),
                        tuple("GET", DoclingServer.POLL + "?wait=5", "k3y"),
                        tuple("GET", DoclingServer.POLL + "?wait=5", "k3y"),
                        tuple("GET", DoclingServer.RESULT, "k3y"));
        var form = server.asked.getFirst();
        assertThat(form.contentType()).startsWith("multipart/form-data; boundary=dox-");
        var boundary = form.contentType().substring("multipart/form-data; boundary=".length());
        assertThat(form.body().split("--" + boundary))
                .contains(
                        "\r\nContent-Disposition: form-data; name=\"to_formats\"\r\n\r\njson\r\n",
                        "\r\nContent-Disposition: form-data; name=\"from_formats\"\r\n\r\npdf\r\n",
                        "\r\nContent-Disposition: form-data; name=\"image_export_mode\"\r\n\r\nembedded\r\n")
                .anySatisfy(part -> assertThat(part)
                        .startsWith(
                                "\r\nContent-Disposition: form-data; name=\"files\"; filename=\"document.pdf\"\r\nContent-Type: application/pdf\r\n\r\n%PDF-")
                        .endsWith("%%EOF\n\r\n"))
                .endsWith("--\r\n");
    }

    @Test
    void withoutAKeyNoneIsSent() {
        parser(Fixtures.config()
                        .withDoclingServe(
                                new DoclingServeConfig(server.url(), null, Duration.ofSeconds(60), 1_000_000)))
                .parse(pdf());
        assertThat(server.asked).extracting(DoclingServer.Asked::key).containsOnly("null");
    }

    /** Reads a PDF with a server that fails, and returns what the artifact says of it. */
    private String fallback(FileParser parser) {
        var parsed = parser.parse(pdf());
        assertThat(texts(parsed)).containsExactly("Read by the built-in parser");
        var extras = parsed.extras().get("pdf").asObject();
        assertThat(extras).containsEntry("parser", "built-in").containsEntry("status", "processed");
        var warnings = Json.of(extras.get("warnings")).asList();
        assertThat(warnings).hasSize(1);
        assertThat(warnings.getFirst().toString())
                .startsWith("docling-serve ")
                .contains("; the built-in parser read the file")
                .doesNotContain("k3y", "s3cret", server.url().toString());
        return warnings.getFirst().toString();
    }

    private void fallsBack(String why) {
        assertThat(fallback(parser())).startsWith("docling-serve " + why);
    }

    @Test
    void aServerThatIsNotThereIsReplaced() {
        server.close();
        fallsBack("cannot be reached");
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 404, 413, 422, 429, 500, 503})
    void aServerThatRefusesTheFileIsReplaced(int status) {
        server.submit = DoclingServer.status(status);
        fallsBack("answered with the status " + status);
    }

    @Test
    void aRedirectIsNotFollowed() throws IOException {
        try (var other = new DoclingServer()) {
            server.submit = exchange -> {
                exchange.getResponseHeaders().set("Location", other.url() + DoclingServer.SUBMIT);
                DoclingServer.send(exchange, 307, "");
            };
            fallsBack("answered with the status 307");
            assertThat(other.asked).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"task_id\":5}",
                "{\"task_id\":\"../../admin\"}",
                "{\"task_id\":\"a?b=c\"}",
                "[]",
                "{\"task_id\":\"\"}"
            })
    void aTaskWithoutAnIdThatCanBeAskedForIsNone(String answer) {
        server.submit = DoclingServer.json(answer);
        fallsBack("took the file without telling a task's id");
        assertThat(server.asked).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "failure, ended with the status 'failure'",
        "skipped, ended with the status 'skipped'",
        "<script>, ended with the status 'unknown'"
    })
    void aTaskThatFailsIsReplaced(String status, String why) {
        server.statuses("started", status);
        fallsBack(why);
    }

    @ParameterizedTest
    @ValueSource(strings = {"partial_success", "failure", "skipped"})
    void aResultThatIsNotWholeIsReplaced(String status) {
        server.result = DoclingServer.json(DoclingServer.answer(DOCUMENT, status));
        fallsBack("ended with the status '%s'".formatted(status));
        server.result = DoclingServer.json(DoclingServer.answer("null", status));
        fallsBack("ended with the status '%s'".formatted(status));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            nothing at all              | answered with what cannot be read at line 1, column 1;
            [1]                         | answered with what cannot be read at line 1, column 2;
            {"document":{"json_content":{"schema_name":"Doc | answered with what cannot be read at line 1, column 48;
            {"document":5}              | answered with what cannot be read at line 1, column 14;
            {"status":"success"}        | answered without a document
            {"document":{"json_content":null},"status":"success"} | answered without a document
            {"document":{"json_content":{"a":1}},"status":"success"} | answered with a document that is not taken:
            """)
    void nonsenseIsReplaced(String body, String why) {
        server.result = DoclingServer.json(body);
        fallsBack(why);
    }

    @Test
    void aDocumentThatIsNotTakenIsReplaced() {
        server.convertTo(new DoclingPen().version("\"2.0.0\"").json());
        fallsBack("answered with a document that is not taken: ");
        server.convertTo(new DoclingPen().body("#/texts/4").json());
        fallsBack("answered with a document that is not taken: ");
        server.convertTo(new DoclingPen()
                .table(1_000_000, 1_000_000, DoclingPen.cell(0, 0, "a"))
                .json());
        fallsBack("answered with a document that is not taken: ");
    }

    @Test
    void anAnswerOverTheLimitIsReplaced() {
        server.result = exchange -> {
            exchange.sendResponseHeaders(200, 0);
            var endless = " ".repeat(10_000).getBytes(StandardCharsets.UTF_8);
            while (true) {
                exchange.getResponseBody().write(endless);
            }
        };
        fallsBack("answered with more than 1000000 bytes");
    }

    @Test
    void aServerThatNeverComesToAnEndIsReplaced() {
        var brief = parser(config(server.url(), Duration.ofMillis(700), 1_000_000));
        var late = "docling-serve did not finish within 700 ms; the built-in parser read the file. "
                + Remedy.RAISE_DOCLING_TIMEOUT.text();
        server.statuses("started");
        assertThat(fallback(brief)).startsWith(late);

        server.statuses("success");
        var stopped = new CountDownLatch(1);
        try {
            server.result = exchange -> {
                exchange.sendResponseHeaders(200, 0);
                var body = exchange.getResponseBody();
                body.write("{\"document\":{\"json_content\":{\"texts\":[".getBytes(StandardCharsets.UTF_8));
                body.flush();
                await(stopped);
            };
            assertThat(fallback(brief)).as("silent in the middle").startsWith(late);

            server.submit = exchange -> await(stopped);
            assertThat(fallback(brief)).as("silent from the beginning").startsWith(late);
        } finally {
            stopped.countDown();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void anAnswerThatBreaksOffIsReplaced() {
        server.result = exchange -> {
            exchange.sendResponseHeaders(200, 1_000);
            exchange.getResponseBody().write("{\"document\":".getBytes(StandardCharsets.UTF_8));
        };
        fallsBack("broke off its answer");
    }

    @Test
    void whatTheBuiltInParserCannotReadEitherIsAnError() {
        server.submit = DoclingServer.status(500);
        var damaged = Fixtures.stored(folder, "file.pdf", "no PDF");
        Fixtures.assertRefused(ErrorCode.FILE_UNREADABLE, () -> parser().parse(damaged));
        var empty = Fixtures.stored(folder, "file.pdf", "");
        Fixtures.assertRefused(ErrorCode.FILE_EMPTY, () -> parser().parse(empty));
        assertThat(server.asked).as("nobody is asked about an empty file").hasSize(1);
    }

    @Test
    @Timeout(60)
    void anInterruptedReadingLeavesTheFileAlone() throws InterruptedException {
        server.statuses("started");
        var interrupted = new Thread[1];
        var thread = Thread.ofVirtual().unstarted(() -> {
            Fixtures.assertRefused(ErrorCode.FILE_UNREADABLE, () -> parser().parse(pdf()))
                    .hasMessageContaining("interrupted");
            interrupted[0] = Thread.currentThread().isInterrupted() ? Thread.currentThread() : null;
        });
        thread.start();
        Awaitility.await().until(() -> server.asked.size() >= 2);
        thread.interrupt();
        thread.join();
        assertThat(interrupted[0]).isSameAs(thread);
    }
}
