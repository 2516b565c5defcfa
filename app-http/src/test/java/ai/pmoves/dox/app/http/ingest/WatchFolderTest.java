package ai.pmoves.dox.app.http.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import ai.pmoves.dox.app.Eventually;
import ai.pmoves.dox.app.http.fixture.Intercept;
import ai.pmoves.dox.app.http.fixture.Pdfs;
import ai.pmoves.dox.app.http.fixture.Samples;
import ai.pmoves.dox.app.http.fixture.ServerExtension;
import ai.pmoves.dox.app.http.fixture.TestConfig;
import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.ports.store.ArtifactRepository;
import ai.pmoves.dox.ports.store.Store;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WatchFolderTest {
    private static final int MIN_BYTES = 4;

    @TempDir
    Path folder;

    private final AtomicInteger failuresToCome = new AtomicInteger();
    private ServerExtension server;
    private int marks;

    @BeforeEach
    void start() throws IOException {
        server = new ServerExtension(
                new TestConfig().watch(folder, 100, MIN_BYTES),
                store -> Intercept.result(
                        store,
                        Store.class,
                        "artifacts",
                        ArtifactRepository.class,
                        artifacts -> Intercept.before(artifacts, ArtifactRepository.class, "add", args -> {
                            if (failuresToCome.getAndUpdate(n -> Math.max(0, n - 1)) > 0) {
                                throw new DoxException(ErrorCode.STORE_UNAVAILABLE, "away for a moment");
                            }
                        })));
        server.start();
    }

    @AfterEach
    void stop() throws IOException {
        server.stop();
    }

    private Path write(String name, String content) throws IOException {
        return write(name, content.getBytes(StandardCharsets.UTF_8));
    }

    private Path write(String name, byte[] content) throws IOException {
        var file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.write(file, content);
    }

    /** The names of all artifacts, once one more file was taken that comes after all that there are. */
    private List<String> artifacts() throws IOException {
        var mark = "zz%d.csv".formatted(marks++);
        write("zz/" + mark, "spend\n%d\n".formatted(10_000 + marks));
        Eventually.await(mark).until(() -> names().contains(mark));
        return names().stream().filter(name -> !name.startsWith("zz")).toList();
    }

    private List<String> names() {
        return server.api().get("/artifacts").json().at("/artifacts").findValuesAsText("filename");
    }

    @Test
    void itTellsWhatItWatches() {
        assertThat(server.api().get("/watch").text())
                .isEqualTo("{\"enabled\":true,\"dir\":\"%s\",\"debounce_ms\":100,\"min_bytes\":4,\"available\":true}"
                        .formatted(folder));
    }

    @Test
    void filesThatAppearAreIngestedAndStayWhereTheyAre() throws IOException {
        var csv = write("a.csv", Samples.CSV);
        write("deep/er/b.pdf", Pdfs.plain("The crane moved"));
        write("log.xml", Samples.XML_LOG);
        write("api.json", Samples.OPENAPI);
        write("things.json", Samples.POSTMAN);

        assertThat(artifacts()).containsExactlyInAnyOrder("a.csv", "b.pdf");
        var types = server.api().get("/documents").json().at("/documents").findValuesAsText("type");
        assertThat(types).contains("xml", "openapi", "postman");
        assertThat(csv).hasContent(Samples.CSV);
        Eventually.await("the PDF is read")
                .until(() -> server.api().get("/tasks").json().at("/completed").asInt() == 1);
        assertThat(server.api()
                        .postJson("/search", "{\"q\":\"crane moved\",\"mode\":\"text\"}")
                        .json()
                        .at("/count")
                        .asInt())
                .isEqualTo(1);
    }

    @Test
    void whatIsNoneOfItsBusinessIsPassedOver() throws IOException {
        write("a.csv", "x\n1");
        write("notes.txt", "some text");
        write("data.json", "{\"no\":\"description\"}");
        write(".hidden.csv", Samples.CSV);
        write(".git/b.csv", Samples.CSV);
        write("part.csv.tmp", Samples.CSV);
        var outside = Files.createTempFile("outside", ".csv");
        Files.writeString(outside, Samples.CSV);
        Files.createSymbolicLink(folder.resolve("link.csv"), outside);

        assertThat(artifacts()).isEmpty();
        Files.delete(outside);
    }

    @Test
    void aFileThatIsMovedIntoPlaceIsTakenWhateverItsAge() throws IOException {
        var file = Files.createTempFile("moved", ".csv");
        Files.writeString(file, Samples.CSV);
        Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2001-02-03T04:05:06Z")));
        Files.move(file, folder.resolve("moved.csv"));

        assertThat(artifacts()).containsExactly("moved.csv");
    }

    @Test
    void onlyNewContentIsTakenAgain() throws IOException {
        write("a.csv", "spend\n1\n");
        assertThat(artifacts()).containsExactly("a.csv");

        write("a.csv", "spend\n1\n");
        Files.setLastModifiedTime(folder.resolve("a.csv"), FileTime.from(Instant.parse("2031-02-03T04:05:06Z")));
        write("copy.csv", "spend\n1\n");
        assertThat(artifacts()).containsExactly("a.csv");

        write("a.csv", "spend\n2\n");
        assertThat(artifacts()).containsExactly("a.csv", "a.csv");

        var next = write("next.tmp", "spend\n3\n");
        Files.move(next, folder.resolve("a.csv"), StandardCopyOption.REPLACE_EXISTING);
        assertThat(artifacts()).containsExactly("a.csv", "a.csv", "a.csv");
    }

    @Test
    void aRestartTakesWhatCameMeanwhileAndNothingElse() throws IOException {
        write("good.csv", Samples.CSV);
        write("bad.pdf", "no pdf at all");
        write("worse.xlsx", "no workbook at all");
        write("log.xml", Samples.XML_LOG);
        assertThat(artifacts()).containsExactlyInAnyOrder("bad.pdf", "good.csv", "worse.xlsx");

        write("meanwhile.csv", "spend\n77\n");
        server.restart();

        assertThat(artifacts()).containsExactlyInAnyOrder("bad.pdf", "good.csv", "worse.xlsx", "meanwhile.csv");
        assertThat(server.api().get("/documents?type=xml").json().at("/documents"))
                .hasSize(1);
    }

    @Test
    void aBadFileDoesNotStopIt() throws IOException {
        write("bad.xml", "<logs><log>");
        write("bad.csv", new byte[] {0, 1, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0});
        write("good.csv", Samples.CSV);

        assertThat(artifacts()).containsExactlyInAnyOrder("bad.csv", "good.csv");
    }

    @Test
    void whileTheStoreIsAwayAFileWaits() throws IOException {
        failuresToCome.set(3);
        write("a.csv", Samples.CSV);

        Eventually.await("a.csv").until(() -> names().contains("a.csv"));
        assertThat(failuresToCome).hasValue(0);
        assertThat(artifacts()).containsExactly("a.csv");
    }
}
