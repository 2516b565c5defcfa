package ai.pmoves.dox.app.http;

import static org.assertj.core.api.Assertions.assertThat;

import ai.pmoves.dox.app.http.BadProvider.Manner;
import ai.pmoves.dox.domain.Secret;
import ai.pmoves.dox.domain.rows.StoreTable;
import ai.pmoves.dox.llm.LlmConfig;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** However badly a model's server behaves: every request is answered, and nothing is lost or half written. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class BadProviderTest {
    private static final BadProvider PROVIDER = new BadProvider();

    @RegisterExtension
    static final ServerExtension SERVER = new ServerExtension().withModels(models());

    private static String log;

    private final Api api = SERVER.api();

    private static LlmConfig models() {
        return new LlmConfig(
                Optional.empty(),
                Optional.empty(),
                PROVIDER.url(),
                "llama",
                PROVIDER.url(),
                "gpt",
                Optional.of(Secret.of("s3cret-of-mine")),
                PROVIDER.url(),
                Optional.of(Secret.of("s3cret-of-mine")),
                Duration.ofSeconds(1),
                new LlmConfig.Writing("heuristic", "llama", "gpt", "ollama"));
    }

    @BeforeAll
    static void fill() {
        log = SERVER.api()
                .post("/ingest/xml", new Multipart().file("file", "a.xml", Samples.XML_LOG))
                .json()
                .at("/document_id")
                .asText();
        SERVER.api().post("/upload", new Multipart().file("files", "a.csv", "day,spend\n1,1000\n"));
        SERVER.api().postJson("/tags/prompt/" + log, "{\"prompt_text\":\"Tag the troubles\"}");
        SERVER.api().postJson("/extract/tags", "{\"document_id\":\"%s\"}".formatted(log));
    }

    @AfterAll
    static void stop() {
        PROVIDER.close();
    }

    @ParameterizedTest
    @EnumSource
    void taggingFallsBackOnTheRulesAndSaysSo(Manner manner) {
        PROVIDER.behave(manner);
        var before = StoreState.of(SERVER);

        var answer = api.postJson("/extract/tags", "{\"document_id\":\"%s\",\"provider\":\"ollama\"}".formatted(log));

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.json().at("/tags").toString()).isEqualTo("[\"Loan\",\"Missing\"]");
        assertThat(answer.json().at("/tags_saved").asInt())
                .as("it has them already")
                .isZero();
        var run = onlyRunThatCameSince(before);
        assertThat(run).isEqualTo(answer.json().at("/run"));
        assertThat(run.at("/outcome").asText()).isEqualTo("fallback");
        assertThat(run.at("/provider").asText()).isEqualTo("ollama");
        assertThat(run.at("/error").asText()).contains("ollama").doesNotContain("s3cret", "Exception", "127.0.0.1");
        assertThat(PROVIDER.asked()).isBetween(1, 2);
    }

    @ParameterizedTest
    @EnumSource
    void findingsFailWithTheCodeAndWriteNoFile(Manner manner) {
        PROVIDER.behave(manner);
        var before = StoreState.of(SERVER);

        for (var provider : new String[] {"openai", "gemini"}) {
            var state = StoreState.of(SERVER);
            var answer = api.postJson(
                    "/extract/langextract",
                    "{\"text\":\"Ada met Bob\",\"prompt_description\":\"people\",\"provider\":\"%s\"}"
                            .formatted(provider));

            assertThat(answer.status()).as(answer.text()).isEqualTo(503);
            assertThat(answer.json().at("/code").asText()).isEqualTo("extract.provider-failed");
            assertThat(answer.header("Retry-After")).isNotBlank();
            assertThat(answer.json().at("/detail").asText()).contains(provider).doesNotContain("s3cret", "Exception");
            assertThat(onlyRunThatCameSince(state).at("/outcome").asText()).isEqualTo("error");
        }
        assertThat(StoreState.of(SERVER).files()).isEqualTo(before.files());
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"ANSWERS_IN_WORDS", "ANSWERS_ANOTHER_QUESTION"})
    void aSummaryFallsBackOnTheRulesAndSaysSo(Manner manner) {
        PROVIDER.behave(manner);
        var before = StoreState.of(SERVER);

        var answer = api.postJson("/summaries/generate", "{\"provider\":\"ollama\",\"force_refresh\":true}");

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.json().at("/provider").asText()).isEqualTo("heuristic");
        assertThat(answer.json().at("/summary").asText()).startsWith("• ");
        assertThat(answer.json().at("/fallback").asText()).contains("ollama").doesNotContain("s3cret", "Exception");
        var now = StoreState.of(SERVER);
        assertThat(now.count(StoreTable.SUMMARIES)).isEqualTo(before.count(StoreTable.SUMMARIES) + 1);
        assertThat(now.rows().get(StoreTable.EXTRACTION_RUNS))
                .isEqualTo(before.rows().get(StoreTable.EXTRACTION_RUNS));
        assertThat(PROVIDER.asked()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"ANSWERS_IN_WORDS", "ANSWERS_ANOTHER_QUESTION"})
    void aQuestionFallsBackOnTheRulesAndSaysSo(Manner manner) {
        PROVIDER.behave(manner);
        var before = StoreState.of(SERVER);

        var answer = api.post("/ask?question=click");

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.json().at("/answer").asText()).isEqualTo("No data found for clicks.");
        assertThat(answer.json().at("/metric").asText()).isEqualTo("clicks");
        assertThat(answer.json().at("/fallback").asText()).contains("ollama").doesNotContain("s3cret", "Exception");
        assertThat(PROVIDER.asked()).isEqualTo(1);
        assertThat(StoreState.of(SERVER)).isEqualTo(before);
    }

    @ParameterizedTest
    @EnumSource
    void aDescriptionFallsBackOnTheRulesAndSaysSo(Manner manner) {
        PROVIDER.behave(manner);

        var answer = api.post(
                "/analysis/api-doc",
                new Multipart().file("file", "a.py", "@app.get('/x')").field("provider", "ollama"));

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.json().at("/paths").has("/x")).isTrue();
        assertThat(answer.json().at("/x-provider").asText()).isEqualTo("heuristic");
        assertThat(answer.json().at("/x-fallback").asText()).contains("ollama").doesNotContain("s3cret", "Exception");
        assertThat(PROVIDER.asked()).isEqualTo(1);
    }

    /** The run; nothing else may have come, changed or gone. */
    private JsonNode onlyRunThatCameSince(StoreState before) {
        var now = StoreState.of(SERVER);
        assertThat(now.files()).isEqualTo(before.files());
        for (var table : StoreTable.values()) {
            if (table != StoreTable.EXTRACTION_RUNS) {
                assertThat(now.rows().get(table)).isEqualTo(before.rows().get(table));
            }
        }
        Set<String> runs = new HashSet<>(now.rows().get(StoreTable.EXTRACTION_RUNS));
        assertThat(runs).containsAll(before.rows().get(StoreTable.EXTRACTION_RUNS));
        runs.removeAll(before.rows().get(StoreTable.EXTRACTION_RUNS));
        assertThat(runs).hasSize(1);
        var listed = api.get("/extractions").json().at("/extractions");
        return listed.get(listed.size() - 1);
    }
}
