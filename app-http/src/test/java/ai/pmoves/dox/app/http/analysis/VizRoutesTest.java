package ai.pmoves.dox.app.http.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import ai.pmoves.dox.app.http.fixture.Api;
import ai.pmoves.dox.app.http.fixture.Multipart;
import ai.pmoves.dox.app.http.fixture.Samples;
import ai.pmoves.dox.app.http.fixture.ServerExtension;
import ai.pmoves.dox.domain.Document;
import ai.pmoves.dox.domain.DocumentType;
import ai.pmoves.dox.domain.Id;
import ai.pmoves.dox.domain.LogEntry;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VizRoutesTest {
    @RegisterExtension
    static final ServerExtension SERVER = new ServerExtension();

    private final Api api = SERVER.api();

    @BeforeEach
    void clear() {
        SERVER.dox().store().clear();
    }

    private Api.Answer logs(String body) {
        return api.postJson("/viz/datavzrd/logs", body);
    }

    private String download(String rel) {
        var answer = api.get("/download?rel=" + Api.encode(rel));
        assertThat(answer.status()).as(rel).isEqualTo(200);
        return answer.text();
    }

    private static JsonNode yaml(String text) throws IOException {
        return new YAMLMapper().readTree(text);
    }

    /** Adds a log of one entry under any id. */
    private static void addLog(String id, String message) {
        var store = SERVER.dox().store();
        Id<Document> documentId = Id.of(id);
        store.documents().add(new Document(documentId, null, "uploads/x", DocumentType.XML, null, null, null, null, 1));
        store.logs()
                .addAll(List.of(
                        new LogEntry(Id.of("log of " + id), documentId, null, null, null, null, null, message, null)));
    }

    @Test
    void constellationsAreAProject() throws IOException {
        var id = api.post("/upload", new Multipart().file("files", "sample.csv", Samples.CSV))
                .json()
                .at("/results/0/artifact_id")
                .asText();
        var body = "{\"artifact_id\":\"%s\"}".formatted(id);
        var before = api.postJson("/viz/datavzrd", body);
        assertThat(before.status()).isEqualTo(400);
        assertThat(before.text())
                .isEqualTo("{\"detail\":\"CHR CSV not found. Run /structure/chr first.\",\"code\":\"viz.no-data\"}");

        api.postJson("/structure/chr", body);
        var answer = api.postJson("/viz/datavzrd", body);

        var folder = "datavzrd/" + id + "_sample";
        assertThat(answer.text())
                .isEqualTo(("{\"status\":\"ok\",\"project_dir\":\"artifacts/%1$s\","
                                + "\"viz_yaml\":\"artifacts/%1$s/viz.yaml\",\"rel_viz\":\"%1$s/viz.yaml\"}")
                        .formatted(folder));
        var text = download(folder + "/viz.yaml");
        assertThat(text)
                .startsWith(
                        "title: \"CHR \\u2013 %1$s_sample\"\ndata:\n- id: chr\n  path: ../../chr/%1$s_sample_chr.csv\n"
                                .formatted(id));
        assertThat(yaml(text)
                        .at("/pages/1/blocks/0/columns/text/spell/with/chars_per_line")
                        .asInt())
                .isEqualTo(80);
        assertThat(api.get("/download?rel=" + folder + "/viz.yaml").header("Content-Type"))
                .isEqualTo("application/yaml");
    }

    @Test
    void logsAreAProjectWithTheirRows() throws IOException {
        assertThat(logs("{}").text()).isEqualTo("{\"detail\":\"No logs available for viz\",\"code\":\"viz.no-data\"}");
        var id = api.post("/ingest/xml", new Multipart().file("file", "sample.xml", Samples.XML_LOG))
                .json()
                .at("/document_id")
                .asText();
        addLog("other", "of another document");

        assertThat(logs("{\"document_id\":\"%s\"}".formatted(id))
                        .json()
                        .at("/project_dir")
                        .asText())
                .isEqualTo("artifacts/datavzrd/logs-" + id);
        assertThat(download("datavzrd/logs-" + id + "/logs.csv"))
                .startsWith(
                        "ts,level,code,component,message\r\n"
                                + "2025-09-25T10:01:02Z,ERROR,E1001,LoanService,Loan origination failed for application 12345\r\n")
                .endsWith("t1,,E9,M,\"Ünïcode ✓, \"\"quoted\"\"\n=1+1\"\r\n");

        assertThat(logs("{\"title\":\"a \\\"b\\\": {c}\\n# – 😀\"}")
                        .json()
                        .at("/rel_viz")
                        .asText())
                .isEqualTo("datavzrd/logs-all/viz.yaml");
        var project = yaml(download("datavzrd/logs-all/viz.yaml"));
        assertThat(project.at("/title").asText()).isEqualTo("a \"b\": {c}\n# – 😀");
        assertThat(project.at("/data/0/path").asText()).isEqualTo("logs.csv");
        assertThat(download("datavzrd/logs-all/logs.csv")).contains("of another document");
    }

    @Test
    void everyIdHasAFolderOfItsOwnWhateverIsInIt() {
        var ids = List.of(
                "../../x", "a/b", "a_b", "a\\b", "A", "a", "all", "~all", "..", ".", "a'\"b", "ä", "x".repeat(600));
        var folders = new HashSet<String>();
        for (var id : ids) {
            addLog(id, "of " + id.length() + id);
        }
        logs("{}");
        for (var id : ids) {
            var answer = logs(Api.JSON.createObjectNode().put("document_id", id).toString());
            assertThat(answer.status()).as(id + answer.text()).isEqualTo(200);
            var folder = answer.json().at("/project_dir").asText();
            assertThat(folder).matches("artifacts/datavzrd/logs-~?[a-z0-9_-]+");
            assertThat(folders.add(folder)).as(folder).isTrue();
            assertThat(download(folder.substring("artifacts/".length()) + "/logs.csv"))
                    .contains("of " + id.length());
        }
        assertThat(folders).doesNotContain("artifacts/datavzrd/logs-all");
        assertThat(download("datavzrd/logs-all/logs.csv").lines().count()).isEqualTo(ids.size() + 1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/viz/datavzrd|{\"artifact_id\":\"../x\"}|404|artifact.not-found",
                "/viz/datavzrd|{}|422|request.invalid",
                "/viz/datavzrd|{\"artifact_id\":\"\"}|422|request.invalid",
                "/viz/datavzrd|{\"artifact_id\":[]}|422|request.invalid",
                "/viz/datavzrd|{\"artifact_id\":\"a\",\"title\":1}|422|request.invalid",
                "/viz/datavzrd/logs|{\"document_id\":\"../../etc\"}|400|viz.no-data",
                "/viz/datavzrd/logs|{\"document_id\":{}}|422|request.invalid",
                "/viz/datavzrd/logs|[]|422|request.invalid",
                "/viz/datavzrd/logs|{\"title\":|422|request.invalid"
            })
    void whatCannotBeShownIsRefused(String path, String body, int status, String code) {
        var answer = api.postJson(path, body);
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.json().at("/code").asText()).isEqualTo(code);
    }

    @Test
    void aBodyIsNeeded() {
        assertThat(api.post("/viz/datavzrd/logs").status()).isEqualTo(422);
    }
}
