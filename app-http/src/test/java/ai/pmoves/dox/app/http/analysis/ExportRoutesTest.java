package ai.pmoves.dox.app.http.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import ai.pmoves.dox.app.http.fixture.Api;
import ai.pmoves.dox.app.http.fixture.Multipart;
import ai.pmoves.dox.app.http.fixture.Pdfs;
import ai.pmoves.dox.app.http.fixture.Samples;
import ai.pmoves.dox.app.http.fixture.ServerExtension;
import ai.pmoves.dox.domain.Id;
import ai.pmoves.dox.domain.Tag;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@org.junit.jupiter.api.Tag("each-store")
class ExportRoutesTest {
    @RegisterExtension
    static final ServerExtension SERVER = new ServerExtension();

    private final Api api = SERVER.api();

    private String ingest(String kind, String name, String content) {
        return api.post("/ingest/" + kind, new Multipart().file("file", name, content))
                .json()
                .at("/document_id")
                .asText();
    }

    private String poml(String id, String members) throws Exception {
        var answer = api.postJson("/export/poml", "{\"document_id\":\"%s\"%s}".formatted(id, members));
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        var text = api.get(
                        "/download?rel=" + Api.encode(answer.json().at("/rel").asText()))
                .text();
        DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
        return text;
    }

    @Test
    void aLogIsExportedWithItsEntries() throws Exception {
        var id = ingest("xml", "loans.xml", Samples.XML_LOG);
        var answer = api.postJson("/export/poml", "{\"document_id\":\"%s\",\"variant\":\"generic\"}".formatted(id));
        var rel = answer.json().at("/rel").asText();

        assertThat(rel).matches("poml/[0-9a-f-]{36}_loans\\.poml");
        assertThat(answer.text())
                .isEqualTo("{\"status\":\"ok\",\"rel\":\"%s\",\"path\":\"artifacts/%s\"}".formatted(rel, rel));
        var file = api.get("/download?rel=" + rel);
        assertThat(file.header("Content-Type").replace(" ", "")).isEqualToIgnoringCase("text/plain;charset=utf-8");
        assertThat(file.text())
                .startsWith("""
                        <poml>
                          <role>You are a precise analyst. Prefer terse answers with citations.</role>
                          <system-msg>PMOVES-DoX: document analysis and structured extraction for LMS/enterprise artifacts.</system-msg>
                          <task>Answer questions about: %s.xml. Use provided APIs, tags, logs, and tables as sources.</task>
                          <resource type="logs">
                            <log ts="2025-09-25T10:01:02Z" level="ERROR" code="E1001">Loan origination failed for application 12345</log>
                            <log ts="2025-09-25T10:02:03Z" level="WARN" code="W200">Missing income document for applicant 67890</log>
                            <log ts="t1" level="" code="E9">Ünïcode ✓, "quoted"
                        =1+1</log>
                          </resource>
                          <output-schema parser="json">
                        """.formatted(rel.substring(5, rel.length() - 5)))
                .endsWith("</poml>");
    }

    @Test
    void variantsAndTitlesAndTagsCount() throws Exception {
        var id = ingest("xml", "loans.xml", Samples.XML_LOG);
        SERVER.dox().store().tags().addAll(List.of(new Tag(Id.of("t-" + id), Id.of(id), "A & B", null, null, null, 1)));

        assertThat(poml(id, ",\"title\":\"<Q3> {{x}}\""))
                .contains("Answer questions about: &lt;Q3&gt; #lbrace;#lbrace;x}}. Use", "<output>A &amp; B</output>");
        assertThat(poml(id, ",\"variant\":\"troubleshoot\",\"title\":\" \""))
                .contains("Find the causes", "loans.xml", "<input>Loan origination failed", "<output>E1001</output>");
        assertThat(poml(id, ",\"variant\":\"catalog\"")).contains("List what there is in");
        assertThat(poml(id, ",\"variant\":\"poem\",\"title\":null")).contains("Answer questions about");
    }

    @Test
    void operationsAreListedByTheirPath() throws Exception {
        assertThat(poml(ingest("openapi", "loans.json", Samples.OPENAPI), ""))
                .contains("<task>Answer questions about: Loans.", """
                        <resource type="apis">
                            <api method="GET" path="/loans">List loans</api>
                            <api method="POST" path="/loans">Create loan</api>
                            <api method="GET" path="/loans/{id}">Get loan</api>
                          </resource>
                        """);
    }

    @Test
    void aPdfNamesItsTextAndItsConstellations() throws Exception {
        var id = api.post(
                        "/upload?async_pdf=false",
                        new Multipart().file("files", "the \"crane\" & co.pdf", Pdfs.plain("The crane moved")))
                .json()
                .at("/results/0/artifact_id")
                .asText();
        assertThat(poml(id, "")).contains("<document src=\"artifacts/").doesNotContain("<table");
        api.postJson("/structure/chr", "{\"artifact_id\":\"%s\"}".formatted(id));
        assertThat(poml(id, ""))
                .contains(
                        " &amp; co.md\" parser=\"markdown\"/>",
                        " &amp; co_chr.csv\" parser=\"csv\" maxRecords=\"20\" syntax=\"csv\"/>");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"document_id\":\"../../etc/passwd\"}|404|document.not-found",
                "{\"document_id\":\"a'\\\"b/c\"}|404|document.not-found",
                "{}|422|request.invalid",
                "{\"document_id\":\"\"}|422|request.invalid",
                "{\"document_id\":1}|422|request.invalid",
                "{\"document_id\":\"d\",\"title\":[]}|422|request.invalid",
                "{\"document_id\":\"d\",\"variant\":2}|422|request.invalid",
                "{\"document_id\"|422|request.invalid"
            })
    void whatCannotBeExportedIsRefused(String body, int status, String code) {
        var answer = api.postJson("/export/poml", body);
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.json().at("/code").asText()).isEqualTo(code);
    }
}
