package ai.pmoves.dox.app.http.search;

import static org.assertj.core.api.Assertions.assertThat;

import ai.pmoves.dox.app.http.fixture.Multipart;
import ai.pmoves.dox.app.http.fixture.ServerExtension;
import ai.pmoves.dox.app.http.fixture.SharedModel;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Searches a report of many short sections for what its headings say. */
@Tag("each-store")
class HeadingSearchTest {
    @RegisterExtension
    static final ServerExtension SERVER = new ServerExtension();

    @BeforeAll
    static void upload() throws IOException {
        var report = Files.readAllBytes(Path.of("../samples/harbor_q3_report.pdf"));
        SERVER.api().post("/upload?async_pdf=false", new Multipart().file("files", "report.pdf", report));
        SERVER.dox().embedChunks().embedAll(done -> {});
    }

    @ParameterizedTest
    @CsvSource({
        "outlook, 7 Outlook, revenue of $4.4M, 31, 4",
        "risks, 6 Risks, Electricity prices, 27, 4",
        "pool at pier nine, 3.2 Pool at Pier Nine, The pool reopened, 15, 2",
        "equipment, 3.3 Equipment, Forty treadmills, 18, 2"
    })
    void aHeadingIsFoundWithWhatStandsBelowIt(String query, String heading, String below, int chunk, int page) {
        for (var mode : List.of("text", "hybrid")) {
            var hit = search(query, mode).get(0);
            assertThat(hit.at("/text").asText()).as(mode).startsWith(heading).contains(below);
            assertThat(hit.at("/meta/chunk").asInt()).isEqualTo(chunk);
            assertThat(hit.at("/meta/deeplink/page").asInt()).isEqualTo(page);
        }
    }

    @Test
    void aRebuildMakesTheSameChunks() {
        var before = hits("of the club in september");
        long count =
                SERVER.dox().store().chunks().count(SharedModel.get().model()).chunks();
        assertThat(before).hasSizeGreaterThan(15);

        assertThat(SERVER.api().post("/search/rebuild").json().at("/items").asLong())
                .isEqualTo(count);

        assertThat(hits("of the club in september")).isEqualTo(before);
    }

    private static List<String> hits(String query) {
        var hits = new ArrayList<String>();
        search(query, "hybrid").forEach(hit -> hits.add(hit.at("/meta") + " " + hit.at("/text")));
        return hits;
    }

    private static JsonNode search(String query, String mode) {
        return SERVER.api()
                .postJson("/search", "{\"q\":\"%s\",\"k\":200,\"mode\":\"%s\"}".formatted(query, mode))
                .json()
                .at("/results");
    }
}
