package ai.pmoves.dox.app.http.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import ai.pmoves.dox.app.http.fixture.Api;
import ai.pmoves.dox.app.http.fixture.Multipart;
import ai.pmoves.dox.app.http.fixture.Pdfs;
import ai.pmoves.dox.app.http.fixture.Samples;
import ai.pmoves.dox.app.http.fixture.ServerExtension;
import ai.pmoves.dox.application.export.ChrLimits;
import ai.pmoves.dox.application.export.ExportSettings;
import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.ErrorCode;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class StructureRoutesTest {
    private static final int MAX_UNITS = 50;

    @RegisterExtension
    static final ServerExtension SERVER =
            new ServerExtension().withExports(new ExportSettings(new ChrLimits(MAX_UNITS), true));

    private final Api api = SERVER.api();

    @BeforeEach
    void clear() {
        SERVER.dox().store().clear();
    }

    private String upload(String name, String content) {
        return upload(api, name, content);
    }

    private static String upload(Api api, String name, String content) {
        return api.post("/upload?async_pdf=false", new Multipart().file("files", name, content))
                .json()
                .at("/results/0/artifact_id")
                .asText();
    }

    private JsonNode structure(String id, String members) {
        var answer = api.postJson("/structure/chr", "{\"artifact_id\":\"%s\"%s}".formatted(id, members));
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json();
    }

    private JsonNode file(JsonNode answer) {
        return api.get("/download?rel="
                        + Api.encode(answer.at("/artifacts/rel_json").asText()))
                .json();
    }

    @Test
    void theRowsOfATableAreGathered() {
        var id = upload("sample.csv", Samples.CSV);
        var answer = structure(id, ",\"K\":6,\"units_mode\":\"sentences\"");

        assertThat(answer.at("/status").asText()).isEqualTo("ok");
        assertThat(answer.at("/K").asInt()).isEqualTo(6);
        assertThat(answer.at("/counts/units").asInt()).isEqualTo(5);
        assertThat(answer.at("/mhep").asDouble()).isBetween(0.0, 100.0);
        assertThat(answer.at("/Hg").isDouble()).isTrue();
        assertThat(answer.at("/Hs").isDouble()).isTrue();
        assertThat(answer.at("/preview_rows").findValuesAsText("text"))
                .containsExactlyInAnyOrder(
                        "2025-09-22 Search 1250.5 5200 85 4200 85000",
                        "2025-09-23 Social 800.0 2100 30 3500 60000",
                        "2025-09-24 Display 450.0 900 12 2100 120000",
                        "2025-09-25 Search 1325.25 5400 90 4300 87000",
                        "2025-09-26 Social 775.75 2300 35 3600 61000");
        assertThat(answer.at("/preview_rows/0").has("page")).isFalse();
        assertThat(answer.at("/artifacts").toString())
                .isEqualTo(
                        ("{\"csv\":\"artifacts/chr/%1$s_sample_chr.csv\",\"json\":\"artifacts/chr/%1$s_sample_chr.json\","
                                        + "\"rel_csv\":\"chr/%1$s_sample_chr.csv\",\"rel_json\":\"chr/%1$s_sample_chr.json\","
                                        + "\"rel_plot\":null}")
                                .formatted(id));
    }

    @Test
    void theFilesHaveEverything() {
        var answer = structure(upload("sample.csv", Samples.CSV), "");
        var json = file(answer);

        assertThat(json.fieldNames())
                .toIterable()
                .containsExactly("backend", "K", "mhep", "Hg", "Hs", "Hg_traj", "Hs_traj", "rows");
        assertThat(json.at("/backend").asText()).isEqualTo("all-minilm-l6-v2");
        assertThat(json.at("/K").asInt()).isEqualTo(8);
        assertThat(json.at("/Hg_traj")).hasSize(30);
        assertThat(json.at("/Hs_traj/29")).isEqualTo(json.at("/Hs"));
        assertThat(json.at("/mhep")).isEqualTo(answer.at("/mhep"));
        assertThat(json.at("/rows")).isEqualTo(answer.at("/preview_rows"));

        var csv = api.get(
                "/download?rel=" + Api.encode(answer.at("/artifacts/rel_csv").asText()));
        assertThat(csv.header("Content-Type")).isEqualToIgnoringCase("text/csv; charset=utf-8");
        assertThat(csv.text())
                .startsWith("idx,constellation,radius,text,page\r\n")
                .endsWith(",\r\n");
        assertThat(csv.text().split("\r\n")).hasSize(6);
    }

    @Test
    void theSameSeedGivesTheSameFile() {
        var id = upload("sample.csv", Samples.CSV);
        var first = file(structure(id, ",\"K\":3,\"iters\":4,\"seed\":7"));

        assertThat(file(structure(id, ",\"K\":\"3\",\"iters\":4.0,\"seed\":7,\"beta\":\"12\",\"bins\":null")))
                .isEqualTo(first);
        assertThat(IntStream.range(0, 8).mapToObj(seed -> file(structure(id, ",\"K\":3,\"iters\":4,\"seed\":" + seed))))
                .anySatisfy(other -> assertThat(other).isNotEqualTo(first));
    }

    @Test
    void aPdfIsGatheredByItsParagraphsWithTheirPages() {
        var id = api.post(
                        "/upload?async_pdf=false",
                        new Multipart().file("files", "crane.pdf", Pdfs.plain("The crane moved. It stopped at noon.")))
                .json()
                .at("/results/0/artifact_id")
                .asText();

        assertThat(structure(id, "").at("/preview_rows/0/text").asText())
                .isEqualTo("The crane moved. It stopped at noon.");
        var sentences = structure(id, ",\"units_mode\":\"sentences\",\"include_tables\":false");
        assertThat(sentences.at("/preview_rows").findValuesAsText("text"))
                .containsExactlyInAnyOrder("The crane moved.", "It stopped at noon.");
        assertThat(sentences.at("/preview_rows").findValuesAsText("page")).containsExactly("1", "1");
    }

    @Test
    void numbersOnlyAreWrittenAsDecimalsAndMissingCellsAsNan() {
        var id = upload("n.csv", "a,b\n1,2.5\n3,\n");
        assertThat(structure(id, "").at("/preview_rows").findValuesAsText("text"))
                .containsExactlyInAnyOrder("1.0 2.5", "3.0 nan");
    }

    @Test
    void aFileThatNobodyReadsIsGatheredAsText() {
        var id = upload("notes.txt", "First part.\n\n\nSecond part, with \u00ff\n");
        var answer = structure(id, "");
        assertThat(answer.at("/preview_rows").findValuesAsText("text"))
                .containsExactlyInAnyOrder("First part.", "Second part, with \u00ff");
        assertThat(answer.at("/artifacts/rel_csv").asText()).isEqualTo("chr/%s_notes_chr.csv".formatted(id));
    }

    @Test
    void runsAtOnceLeaveWholeFiles() throws Exception {
        var id = upload("sample.csv", Samples.CSV);
        try (var clients = Executors.newFixedThreadPool(4)) {
            var answers = IntStream.range(0, 12)
                    .mapToObj(i -> clients.submit(() -> structure(id, ",\"K\":" + (1 + i % 3))))
                    .toList();
            for (var answer : answers) {
                assertThat(file(answer.get()).at("/rows")).hasSize(5);
            }
        }
        assertThat(file(structure(id, "")).at("/rows")).hasSize(5);
    }

    @Test
    void withoutAModelWordsDo() throws IOException {
        var server = new ServerExtension().withEmbedder(() -> {
            throw new DoxException(ErrorCode.MODEL_UNAVAILABLE, "there is none");
        });
        server.start();
        try {
            var id = upload(server.api(), "sample.csv", Samples.CSV);
            var answer = server.api().postJson("/structure/chr", "{\"artifact_id\":\"%s\"}".formatted(id));
            assertThat(answer.status()).as(answer.text()).isEqualTo(200);
            var rel = Api.encode(answer.json().at("/artifacts/rel_json").asText());
            var json = server.api().get("/download?rel=" + rel).json();
            assertThat(json.at("/backend").asText()).isEqualTo("HashingVectorizer");
            assertThat(json.at("/rows")).hasSize(5);
        } finally {
            server.stop();
        }
    }

    @Test
    void whatIsTooMuchIsRefused() {
        var id = upload("many.csv", "a\n" + "word\n".repeat(MAX_UNITS + 1));
        var answer = api.postJson("/structure/chr", "{\"artifact_id\":\"%s\"}".formatted(id));
        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.text()).contains("51 units", "CHR_MAX_UNITS", "ingest.too-large");

        var work = api.postJson(
                "/structure/chr",
                "{\"artifact_id\":\"%s\",\"K\":256,\"iters\":1000}".formatted(upload("s.csv", Samples.CSV)));
        assertThat(work.status()).isEqualTo(400);
        assertThat(work.json().at("/detail").asText()).contains("256 anchors", "1000 rounds");
    }

    @Test
    void anArtifactThatIsNotThereOrHasNoTextIsRefused() {
        assertThat(api.postJson("/structure/chr", "{\"artifact_id\":\"a'/../b\"}")
                        .text())
                .isEqualTo("{\"detail\":\"Artifact not found: a'/../b\",\"code\":\"artifact.not-found\"}");

        var empty = api.postJson("/structure/chr", "{\"artifact_id\":\"%s\"}".formatted(upload("empty.txt", " \n \n")));
        assertThat(empty.status()).isEqualTo(400);
        assertThat(empty.text())
                .isEqualTo("{\"detail\":\"Could not derive units for this artifact.\",\"code\":\"extract.no-text\"}");
    }
}
