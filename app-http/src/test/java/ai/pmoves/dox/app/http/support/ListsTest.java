package ai.pmoves.dox.app.http.support;

import static org.assertj.core.api.Assertions.assertThat;

import ai.pmoves.dox.app.http.fixture.Api;
import ai.pmoves.dox.app.http.fixture.Multipart;
import ai.pmoves.dox.app.http.fixture.Samples;
import ai.pmoves.dox.app.http.fixture.ServerExtension;
import java.util.ArrayList;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("each-store")
class ListsTest {
    private static final int ENTRIES = 1234;

    @RegisterExtension
    static final ServerExtension SERVER = new ServerExtension();

    private final Api api = SERVER.api();

    @BeforeAll
    static void fill() {
        var api = SERVER.api();
        var xml = IntStream.range(0, ENTRIES)
                .mapToObj(i ->
                        "<log><ts>2025-01-01T00:00:%02dZ</ts><message>entry %d</message></log>".formatted(i % 60, i))
                .collect(Collectors.joining("", "<logs>", "</logs>"));
        api.post("/ingest/xml", new Multipart().file("file", "many.xml", xml));
        for (int i = 0; i < 5; i++) {
            api.post("/upload", new Multipart().file("files", "t%d.csv".formatted(i), Samples.CSV));
        }
    }

    @Test
    void withoutALimitTheWholeListComesInOrder() {
        var body = api.get("/logs").json();

        assertThat(body.fieldNames()).toIterable().containsExactly("logs");
        assertThat(body.at("/logs").findValuesAsText("message"))
                .isEqualTo(
                        IntStream.range(0, ENTRIES).mapToObj(i -> "entry " + i).toList());
    }

    @Test
    void withALimitItComesInPagesAndTheLastHasNoCursor() {
        var messages = new ArrayList<String>();
        var cursor = "";
        int pages = 0;
        do {
            var page = api.get("/logs?limit=500" + cursor).json();
            assertThat(page.fieldNames()).toIterable().containsExactly("logs", "next_cursor");
            messages.addAll(page.at("/logs").findValuesAsText("message"));
            cursor = page.at("/next_cursor").isNull()
                    ? ""
                    : "&cursor=" + Api.encode(page.at("/next_cursor").asText());
            pages++;
        } while (!cursor.isEmpty());

        assertThat(pages).isEqualTo(3);
        assertThat(messages).hasSize(ENTRIES).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @CsvSource({"artifacts,artifacts,5", "documents,documents,1", "facts,facts,5", "apis,apis,0", "tags,tags,0"})
    void everyListCanBeReadInPages(String path, String name, int size) {
        assertThat(api.get("/" + path).json().at("/" + name)).hasSize(size);
        var page = api.get("/" + path + "?limit=2").json();
        assertThat(page.at("/" + name)).hasSize(Math.min(2, size));
        assertThat(page.at("/next_cursor").isNull()).isEqualTo(size <= 2);
    }

    @Test
    void artifactsCarryTheCountsThatUserInterfacesRead() {
        assertThat(api.get("/artifacts").json().at("/artifacts/0").fieldNames())
                .toIterable()
                .contains(
                        "id",
                        "filename",
                        "filepath",
                        "filetype",
                        "report_week",
                        "status",
                        "source_url",
                        "extras",
                        "table_evidence",
                        "chart_evidence",
                        "formula_evidence",
                        "media_transcripts",
                        "media_metadata",
                        "web_pages",
                        "image_ocr");
        assertThat(api.get("/artifacts/media").text())
                .isEqualTo("{\"transcripts\":[],\"media_metadata\":[],\"web_pages\":[],\"image_text\":[]}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "1001", "-1", "x", "", "1.5"})
    void aLimitOutOfRangeIs422(String limit) {
        var answer = api.get("/logs?limit=" + limit);
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.json().at("/detail/0/loc").toString()).isEqualTo("[\"query\",\"limit\"]");
        assertThat(answer.json().at("/detail/0/input").asText()).isEqualTo(limit);
        assertThat(answer.json().at("/code").asText()).isEqualTo("request.invalid");
    }

    @Test
    void aForeignCursorIs400() {
        var answer = api.get("/logs?limit=10&cursor=nonsense");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().at("/code").asText()).isEqualTo("request.cursor-invalid");
    }
}
