package ai.pmoves.dox.app.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import ai.pmoves.dox.app.Eventually;
import ai.pmoves.dox.app.http.Exchanges.Exchange;
import ai.pmoves.dox.app.http.Exchanges.Preparation;
import ai.pmoves.dox.application.HrmSettings;
import ai.pmoves.dox.application.TaggingSettings;
import ai.pmoves.dox.domain.export.PomlVariant;
import ai.pmoves.dox.domain.hrm.StepLimits;
import ai.pmoves.dox.ingest.IngestConfig;
import ai.pmoves.dox.ports.IdSource;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Plays what was recorded of the Python backend against this server: it has to answer the same, but for what {@code
 * exchanges/ours.json} names with its reason.
 */
@Tag("each-store")
@Tag("pair")
class ExchangesTest {
    @RegisterExtension
    static final ServerExtension SERVER = new ServerExtension(new TestConfig()
                    .surroundings(new Surroundings(
                            "sqlite",
                            Optional.empty(),
                            false,
                            "http://127.0.0.1:9",
                            false,
                            false,
                            "nats://127.0.0.1:9",
                            "http://127.0.0.1:9",
                            "")))
            .withIds(idsThatAreTheSameEachTime())
            .withIngest(ingest())
            .withTagging(new TaggingSettings(
                    "Tag it",
                    false,
                    false,
                    PomlVariant.GENERIC,
                    new HrmSettings(true, new StepLimits(6, 2)),
                    Optional.empty(),
                    Optional.empty()));

    private final Exchanges exchanges = Exchanges.read();
    private final RecordedAnswers answers = new RecordedAnswers(exchanges.shared());

    /** An id may be part of a text, and what is found by its meaning depends on the text. */
    private static IdSource idsThatAreTheSameEachTime() {
        var last = new AtomicLong();
        return () -> "abcdefab-cdef-4abc-8def-%012x".formatted(last.incrementAndGet());
    }

    /** As the Python backend was set up: PDFs are only taken in, and no program is there that reads media. */
    private static IngestConfig ingest() {
        var usual = ServerExtension.WITHOUT_PROGRAMS;
        return new IngestConfig(
                usual.limits(),
                usual.webTimeout(),
                usual.toolTimeout(),
                null,
                null,
                usual.ffprobe(),
                usual.whisper(),
                usual.whisperModel(),
                usual.tesseract(),
                usual.financialAnalysis(),
                true,
                null);
    }

    @TestFactory
    Stream<DynamicTest> everyExchangeIsAnsweredAsItWasRecorded() {
        return exchanges.steps().stream().filter(ExchangesTest::isOfOneStore).map(step -> switch (step) {
            case Preparation preparation ->
                dynamicTest("(" + preparation.request().required("prepare").asText() + ")", () -> prepare(preparation));
            case Exchange exchange -> dynamicTest(exchange.name(), () -> play(exchange));
        });
    }

    /** Of two stores that are one, the configuration tells more: see {@link SyncRoutesIT}. */
    private static boolean isOfOneStore(Object step) {
        boolean isConfig = step instanceof Exchange exchange && exchange.name().equals("get /config");
        return !(isConfig && TestStores.isPair());
    }

    @Test
    void whatDiffersIsToldOfExchangesThatThereAre() {
        var names = exchanges.steps().stream()
                .flatMap(step -> step instanceof Exchange exchange ? Stream.of(exchange.name()) : Stream.empty())
                .toList();
        assertThat(names).doesNotHaveDuplicates().containsAll(Exchanges.namedByOurs());
    }

    private void prepare(Preparation preparation) {
        var request = preparation.request();
        Eventually.await(preparation.until().toString()).until(() -> {
            var answer = send(request.required("prepare").asText(), request);
            assertThat(answer.status()).as(answer.text()).isEqualTo(200);
            if (!preparation.learn().isMissingNode()) {
                var learned = answers.compare(preparation.learn(), answer.json());
                assertThat(learned.differences()).isEmpty();
            }
            return preparation.until().isMissingNode()
                    || answers.tryOut(preparation.until(), answer.json())
                            .differences()
                            .isEmpty();
        });
    }

    private void play(Exchange exchange) {
        var answer = send(exchange.request().required("request").asText(), exchange.request());

        var seen = Api.JSON.createObjectNode();
        seen.put("status", answer.status());
        var headers = seen.putObject("answer_headers");
        answer.response()
                .headers()
                .map()
                .forEach((name, values) -> headers.put(name, spaced(String.join(",", values))));
        if (exchange.recorded().has("json")) {
            seen.set("json", answer.json());
        } else {
            seen.put("text", answer.text());
        }
        boolean asRecorded = answers.tryOut(answerOf(exchange.recorded()), seen)
                .differences()
                .isEmpty();
        var comparison = answers.compare(answerOf(exchange.expected()), seen);

        assertThat(comparison.differences()).as(answer.text()).isEmpty();
        assertThat(comparison.further().stream()
                        .filter(path -> path.startsWith("/json/"))
                        .toList())
                .containsExactlyElementsOf(exchange.further());
        assertThat(asRecorded)
                .as("it is as it was recorded: ours.json need not speak of it")
                .isEqualTo(exchange.expected().equals(exchange.recorded()));
    }

    /** A blank between a type and its character set says nothing. */
    private static String spaced(String header) {
        return header.replace(";charset=", "; charset=");
    }

    /** What is compared of an exchange; where nothing else was recorded, the answer is JSON. */
    private static JsonNode answerOf(JsonNode exchange) {
        var answer = Api.JSON.createObjectNode();
        answer.set("status", exchange.required("status"));
        answer.putObject("answer_headers").put("content-type", "application/json");
        for (var part : new String[] {"answer_headers", "json", "text"}) {
            if (exchange.has(part)) {
                answer.set(part, exchange.get(part));
            }
        }
        return answer;
    }

    private Api.Answer send(String requestLine, JsonNode step) {
        var words = requestLine.split(" ", 2);
        var request = SERVER.api().request(answers.resolve(words[1]));
        step.path("headers")
                .properties()
                .forEach(header ->
                        request.header(header.getKey(), header.getValue().asText()));
        if (step.has("body")) {
            var body = answers.resolve(step.get("body").toString());
            request.header("Content-Type", "application/json").method(words[0], BodyPublishers.ofString(body));
        } else if (step.has("files")) {
            var form = form(step);
            request.header("Content-Type", form.contentType()).method(words[0], form.publisher());
        } else {
            request.method(words[0], BodyPublishers.noBody());
        }
        return SERVER.api().send(request);
    }

    private static Multipart form(JsonNode step) {
        var form = new Multipart();
        step.get("files").properties().forEach(field -> field.getValue()
                .forEach(name -> form.file(field.getKey(), name.asText(), ExchangeFiles.content(name.asText()))));
        step.path("fields").properties().forEach(field -> field.getValue()
                .forEach(value -> form.field(field.getKey(), value.asText())));
        return form;
    }
}
