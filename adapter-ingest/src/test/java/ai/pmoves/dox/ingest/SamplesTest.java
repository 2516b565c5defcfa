package ai.pmoves.dox.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import ai.pmoves.dox.domain.ApiEndpoint;
import ai.pmoves.dox.domain.DocumentType;
import ai.pmoves.dox.domain.Fact;
import ai.pmoves.dox.domain.Id;
import ai.pmoves.dox.domain.LogEntry;
import ai.pmoves.dox.ingest.config.IngestConfig;
import ai.pmoves.dox.ports.ingest.ParsedFile;
import ai.pmoves.dox.ports.ingest.SourceFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The samples are read as their README says. With {@code -Dsamples.write=true} the binary ones are made anew. */
class SamplesTest {
    private static final Path SAMPLES = Path.of("../samples");

    private final Parsers parsers = Parsers.create(IngestConfig.defaults(), Fixtures.ids());

    @BeforeAll
    static void write() throws IOException {
        if (Boolean.getBoolean("samples.write")) {
            SampleWriter.write(SAMPLES);
        }
    }

    @Test
    void theyAreSmall() throws IOException {
        try (var files = Files.list(SAMPLES)) {
            assertThat(files.mapToLong(file -> file.toFile().length()).sum()).isLessThan(300_000);
        }
    }

    @Test
    void theReportHasItsHeadingsItsTablesAndItsFigures() {
        var parsed = parse("harbor_q3_report.pdf");
        var content = parsed.content().orElseThrow();

        assertThat(content.structure().orElseThrow().hierarchy().asObject())
                .containsEntry("title", "Harbor Fitness Quarterly Report");
        assertThat(headings(
                        content.structure().orElseThrow().hierarchy().asObject().get("sections")))
                .containsExactly(
                        "1 Summary",
                        "2 Income",
                        "3 Clubs",
                        "3.1 Members by club",
                        "3.2 Pool at Pier Nine",
                        "3.3 Equipment",
                        "4 Keeping members",
                        "5 Marketing",
                        "6 Risks",
                        "7 Outlook");
        assertThat(parsed.evidence().stream().filter(e -> e.contentType().endsWith("table")))
                .extracting(e -> e.contentType())
                .containsExactly("financial_table", "table");
        assertThat(content.metricHits())
                .extracting(hit -> hit.type(), hit -> hit.value())
                .contains(
                        tuple("revenue", "$4.2M"),
                        tuple("growth", "7.7%"),
                        tuple("profit", "$620K"),
                        tuple("margin", "58.4%"));
        assertThat(content.entities())
                .extracting(entity -> entity.text())
                .contains("Nordlauf GmbH", "October 14, 2025");
    }

    @Test
    void theSpreadsheetsHaveTheirFigures() {
        assertThat(parse("marketing_campaigns.csv").facts().getFirst().metrics().asObject())
                .containsEntry("spend", 6546.0)
                .containsEntry("revenue", 26880.0);
        assertThat(parse("club_budget.xlsx").facts())
                .extracting(Fact::entity, fact -> fact.metrics().asObject().get("spend"))
                .containsExactly(tuple("Budget", 6546.0), tuple("Equipment", 3154.5));
    }

    @Test
    void theLogHasATimeoutOfThePaymentGateway() {
        var rows = new ArrayList<LogEntry>();
        parsers.logParser().parse(SAMPLES.resolve("platform_log.xml"), "platform_log.xml", Id.of("d"), rows::add);

        assertThat(rows).hasSize(7).allSatisfy(row -> assertThat(row.instant()).isNotNull());
        assertThat(rows.get(1).level()).isEqualTo("ERROR");
        assertThat(rows.get(1).message()).startsWith("Payment gateway timed out");
    }

    @Test
    void theApiDescriptionsHaveTheirOperations() {
        assertThat(api(DocumentType.OPENAPI, "membership_api.yaml"))
                .hasSize(8)
                .extracting(ApiEndpoint::method, ApiEndpoint::path, ApiEndpoint::summary)
                .contains(tuple("DELETE", "/memberships/{id}", "Terminate a membership"));
        assertThat(api(DocumentType.POSTMAN, "front_desk_postman.json"))
                .extracting(ApiEndpoint::method, ApiEndpoint::path)
                .containsExactly(
                        tuple("POST", "/turnstiles/3/open"),
                        tuple("GET", "{{base}}/visits?open=true"),
                        tuple("POST", "https://desk.example.org/day-passes?copies=1"));
    }

    private List<ApiEndpoint> api(DocumentType type, String name) {
        assertThat(parsers.apiParser().detect(SAMPLES.resolve(name))).contains(type);
        return parsers.apiParser()
                .parse(type, SAMPLES.resolve(name), name, Id.of("d"))
                .endpoints();
    }

    private ParsedFile parse(String name) {
        var suffix = name.substring(name.lastIndexOf('.'));
        var file = new SourceFile(
                SAMPLES.resolve(name), "uploads/a_" + name, "a_" + name, suffix, Id.of(Fixtures.ARTIFACT), "");
        return parsers.fileParsers().stream()
                .filter(parser -> parser.filetypes().contains(suffix))
                .findFirst()
                .orElseThrow()
                .parse(file);
    }

    private static List<String> headings(Object sections) {
        var titles = new ArrayList<String>();
        for (var section : (List<?>) sections) {
            titles.add(String.valueOf(((Map<?, ?>) section).get("title")));
            titles.addAll(headings(((Map<?, ?>) section).get("subsections")));
        }
        return titles;
    }
}
