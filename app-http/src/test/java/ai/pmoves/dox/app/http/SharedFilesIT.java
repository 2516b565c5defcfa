package ai.pmoves.dox.app.http;

import static org.assertj.core.api.Assertions.assertThat;

import ai.pmoves.dox.app.DoxConfig;
import ai.pmoves.dox.app.Libraries;
import ai.pmoves.dox.app.MigratedDatabase;
import ai.pmoves.dox.app.http.fixture.Api;
import ai.pmoves.dox.app.http.fixture.Multipart;
import ai.pmoves.dox.app.http.fixture.Pdfs;
import ai.pmoves.dox.app.http.fixture.Samples;
import ai.pmoves.dox.app.http.fixture.TestConfig;
import ai.pmoves.dox.library.Dox;
import ai.pmoves.dox.testing.postgres.PostgresServer;
import ai.pmoves.dox.testing.storage.StorageServer;
import ai.pmoves.dox.testing.storage.Trouble;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two servers on one database and one bucket. */
class SharedFilesIT {
    private static final String KEY = "sb_secret_of-tests";

    @TempDir
    Path folder;

    private final String database = MigratedDatabase.create();
    private StorageServer storage;
    private Server one;
    private Server two;

    private record Server(Dox dox, DoxServer http) {
        Api api() {
            return new Api("http://127.0.0.1:" + http.port());
        }

        void close() {
            http.close();
            dox.close();
        }
    }

    @BeforeEach
    void start() {
        storage = StorageServer.start(KEY);
        one = start("one");
        two = start("two");
    }

    private Server start(String name) {
        var home = folder.resolve(name);
        var dox = Libraries.open(DoxConfig.from(Map.of(
                "DOX_HOME",
                home.toString(),
                "DB_BACKEND",
                "supabase",
                "SUPABASE_DB_URL",
                database,
                "BLOB_STORE",
                "supabase",
                "SUPABASE_URL",
                storage.url().toString(),
                "SUPABASE_SERVICE_KEY",
                KEY)));
        var config = new TestConfig().openPdf().uploads(home.resolve("tmp/uploads"));
        return new Server(dox, DoxServer.start(config.build(), dox));
    }

    @AfterEach
    void stop() {
        two.close();
        one.close();
        storage.close();
        PostgresServer.shared().dropDatabase(database);
    }

    @Test
    void eachServesTheFilesThatTheOtherTookIn() {
        var pdf = Pdfs.plain("The harbour crane moved nine containers");
        var id = upload(one, "Kräne.pdf", pdf);

        var opened = two.api().get("/open/pdf?artifact_id=" + id);
        assertThat(opened.status()).isEqualTo(200);
        assertThat(opened.header("Content-Length")).isEqualTo(Integer.toString(pdf.length));
        var part =
                two.api().get("/open/pdf?artifact_id=" + id, "Range", "bytes=0-4", "If-Range", opened.header("ETag"));
        assertThat(part.status()).isEqualTo(206);
        assertThat(part.text()).isEqualTo("%PDF-");

        two.dox().blobs().saveDerived("a b/chart.csv", "1,2".getBytes(StandardCharsets.UTF_8));
        var download = one.api().get("/download?rel=" + Api.encode("a b/chart.csv"));
        assertThat(download.text()).isEqualTo("1,2");
        assertThat(one.api().get("/download?rel=" + Api.encode("a b/chart.csv")).header("ETag"))
                .isEqualTo(download.header("ETag"));
    }

    @Test
    void filesThatOneMakesAreThoseThatTheOtherWorksOn() {
        var id = upload(one, "rows.csv", Samples.CSV.getBytes(StandardCharsets.UTF_8));
        var body = "{\"artifact_id\":\"%s\",\"format\":\"docx\"}".formatted(id);
        var chr = made(one, "/structure/chr", body);
        var project = made(two, "/viz/datavzrd", body);
        var document = made(two, "/convert", body);

        assertThat(download(two, chr.at("/artifacts/rel_csv").asText())).startsWith("idx,constellation");
        assertThat(download(one, project.at("/rel_viz").asText()))
                .contains("../../" + chr.at("/artifacts/rel_csv").asText());
        assertThat(download(one, document.at("/rel").asText())).startsWith("PK");
    }

    private static JsonNode made(Server server, String path, String body) {
        var answer = server.api().postJson(path, body);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json();
    }

    private static String download(Server server, String rel) {
        return server.api().get("/download?rel=" + Api.encode(rel)).text();
    }

    @Test
    void aFileThatStorageCannotGiveIsUnavailableAndNotMissing() {
        var id = upload(one, "a.pdf", Pdfs.plain("text"));
        storage.trouble("GET /object", Trouble.answer(402, "quota"), Trouble.answer(402, "quota"));

        for (var path : new String[] {"/open/pdf?artifact_id=" + id, "/download?rel=a.md"}) {
            var answer = two.api().get(path);
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.header("Retry-After")).isEqualTo("5");
            assertThat(answer.json().at("/code").asText()).isEqualTo("blob.quota-exceeded");
        }
        assertThat(two.api().get("/open/pdf?artifact_id=" + id).status()).isEqualTo(200);
        assertThat(two.api().get("/download?rel=a.md").status()).isEqualTo(404);
    }

    private static String upload(Server server, String name, byte[] content) {
        var result = server.api()
                .post("/upload?async_pdf=false", new Multipart().file("files", name, content))
                .json()
                .at("/results/0");
        assertThat(result.at("/status").asText()).as(result.toString()).isNotEqualTo("error");
        return result.at("/artifact_id").asText();
    }
}
