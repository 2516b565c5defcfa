package ai.pmoves.dox.app.http;

import static org.assertj.core.api.Assertions.assertThat;

import ai.pmoves.dox.app.Eventually;
import ai.pmoves.dox.app.http.fixture.Api;
import ai.pmoves.dox.app.http.fixture.Multipart;
import ai.pmoves.dox.app.http.fixture.Samples;
import ai.pmoves.dox.app.http.fixture.ServerExtension;
import ai.pmoves.dox.app.http.fixture.TestStores;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("each-store")
class ConcurrencyTest {
    private static final int ENTRIES = 20_000;

    @RegisterExtension
    static final ServerExtension SERVER = new ServerExtension();

    private final Api api = SERVER.api();

    @Test
    void searchesAreAnsweredWhileALongLogComesIn() throws Exception {
        api.post("/ingest/xml", new Multipart().file("file", "sample.xml", Samples.XML_LOG));
        var log = IntStream.range(0, ENTRIES)
                .mapToObj(i -> "<log><level>INFO</level><message>heartbeat number %d</message></log>".formatted(i))
                .collect(Collectors.joining("", "<logs>", "</logs>"));
        var ingest = CompletableFuture.supplyAsync(
                () -> api.post("/ingest/xml", new Multipart().file("file", "long.xml", log)));
        try (var clients = Executors.newFixedThreadPool(8)) {
            var answers = IntStream.range(0, 64)
                    .mapToObj(i -> clients.submit(() -> api.postJson(
                            "/search",
                            i % 2 == 0
                                    ? "{\"q\":\"loan origination\",\"mode\":\"text\"}"
                                    : "{\"q\":\"loan origination\",\"types\":[\"log\"]}")))
                    .toList();
            for (Future<Api.Answer> answer : answers) {
                assertThat(answer.get().status()).as(answer.get().text()).isEqualTo(200);
                assertThat(answer.get().json().at("/results/0/text").asText()).startsWith("Loan origination failed");
            }
        }
        assertThat(ingest.join().json().at("/rows").asInt()).isEqualTo(ENTRIES);
        assertThat(api.postJson("/search", "{\"q\":\"19999\",\"mode\":\"text\"}")
                        .json()
                        .at("/results/0/text")
                        .asText())
                .isEqualTo("heartbeat number 19999");
    }

    @Test
    void manyUploadsAtOnceAreAllStored() throws Exception {
        try (var clients = Executors.newFixedThreadPool(8)) {
            var answers = IntStream.range(0, 24)
                    .mapToObj(i -> clients.submit(() -> upload("f%d.csv".formatted(i), "a,spend\n1,%d\n".formatted(i))))
                    .toList();
            for (Future<Api.Answer> answer : answers) {
                assertThat(answer.get().json().at("/results/0/status").asText()).isEqualTo("success");
            }
        }
        assertThat(api.get("/facts?report_week=many").json().at("/facts")).hasSize(24);
    }

    /** Sends it again, as a client does, as long as a busy machine has a shared store refuse it. */
    private Api.Answer upload(String name, String csv) {
        return Eventually.await(name)
                .until(
                        () -> api.post("/upload?report_week=many", new Multipart().file("files", name, csv)),
                        answer -> !TestStores.isShared() || answer.status() != 503);
    }
}
