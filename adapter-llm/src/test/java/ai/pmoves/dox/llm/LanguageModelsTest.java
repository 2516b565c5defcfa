package ai.pmoves.dox.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.pmoves.dox.domain.Json;
import ai.pmoves.dox.domain.Secret;
import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.domain.tagging.Extraction;
import ai.pmoves.dox.ports.tagging.Extractor;
import ai.pmoves.dox.ports.tagging.Extractors.Wish;
import ai.pmoves.dox.ports.tagging.Instructions;
import ai.pmoves.dox.ports.writing.Writer;
import ai.pmoves.dox.ports.writing.Writers.Task;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Against a server on this machine that speaks the providers' protocols. No answer may take for ever. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class LanguageModelsTest {
    private static final String ANSWER =
            "{\"extractions\":[{\"text\":\"Ada\",\"label\":\"person\"},{\"text\":\" Bob \",\"label\":null}]}";
    private static final List<Extraction> FOUND = List.of(new Extraction("Ada", "person"), new Extraction("Bob", null));
    private static final Instructions INSTRUCTIONS =
            new Instructions("Find people", Json.of(List.of(Map.of("text", "Eve", "labels", List.of("person")))));

    private ProviderServer server;

    @BeforeEach
    void start() throws IOException {
        server = new ProviderServer();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private LlmConfig config(Optional<String> provider, Optional<String> model) {
        var url = server.url().toString();
        return new LlmConfig(
                provider,
                model,
                URI.create(url),
                "llama",
                URI.create(url + "/v1"),
                "gpt",
                Optional.of(Secret.of("openai-key")),
                URI.create(url + "/v1beta"),
                Optional.of(Secret.of("gemini-key")),
                Duration.ofSeconds(2),
                new LlmConfig.Writing("openai", "summing", "summing-too", "gemini"));
    }

    private static Wish wish(@Nullable String provider, @Nullable String model, @Nullable String key) {
        return new Wish(
                Optional.ofNullable(provider),
                Optional.ofNullable(model),
                Optional.ofNullable(key).map(Secret::of));
    }

    private Extractor find(String provider) {
        return LanguageModels.of(config(Optional.empty(), Optional.empty()))
                .find(wish(provider, null, null))
                .orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({
        "ollama, llama, /api/generate, null",
        "openai, gpt, /v1/chat/completions, Bearer openai-key",
        "gemini, gemini-2.5-flash, /v1beta/models/gemini-2.5-flash:generateContent, gemini-key"
    })
    void everyProtocolIsSpoken(String provider, String model, String path, String key) {
        server.say(prompt -> ANSWER);
        var extractor = find(provider);
        assertThat(extractor.extract("Ada met Bob", INSTRUCTIONS)).isEqualTo(FOUND);
        assertThat(extractor.provider()).isEqualTo(provider);
        assertThat(extractor.model()).contains(model);
        assertThat(server.asked).hasSize(1);
        assertThat(server.asked.getFirst().path()).isEqualTo(path);
        assertThat(server.asked.getFirst().key()).isEqualTo(key);
        assertThat(server.asked.getFirst().body().toString()).contains("Find people", "Ada met Bob", "Eve");
    }

    private Writer writer(Optional<String> provider, LlmConfig config) {
        return LanguageModels.of(config)
                .findWriter(Task.SUMMARY, provider, Optional.empty())
                .orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({
        "ollama, ollama, summing",
        "OpenAI, openai, summing-too",
        ", openai, summing-too",
        "gemini, gemini, gemini-2.5-flash",
        "langextract, ollama, m"
    })
    void everyProviderWrites(@Nullable String wanted, String provider, String model) {
        server.say(prompt -> "  The " + prompt + ", in words. ");
        var writer = writer(Optional.ofNullable(wanted), config(Optional.empty(), Optional.of("ollama:m")));

        assertThat(writer.provider()).isEqualTo(provider);
        assertThat(writer.write("sum")).isEqualTo("The sum, in words.");
        var asked = server.asked.getFirst();
        assertThat(asked.path() + asked.body()).contains(model).doesNotContain("json");
    }

    @ParameterizedTest
    @CsvSource({
        "ANSWER, , , /v1beta/models/gemini-2.5-flash:generateContent",
        "ANSWER, ollama, , llama",
        "ANSWER, openai, gpt-5, gpt-5",
        "API_DESCRIPTION, , ollama:tiny, tiny",
        "API_DESCRIPTION, , other, /v1beta/models/other:generateContent",
        "API_DESCRIPTION, OLLAMA, ollama:tiny, tiny",
        "SUMMARY, ollama, tiny, tiny"
    })
    void whoWritesDependsOnTheTaskAndTheRequest(
            Task task, @Nullable String provider, @Nullable String model, String expected) {
        server.say(prompt -> prompt);
        LanguageModels.of(config(Optional.empty(), Optional.empty()))
                .findWriter(task, Optional.ofNullable(provider), Optional.ofNullable(model))
                .orElseThrow()
                .write("sum");
        var asked = server.asked.getFirst();
        assertThat(asked.path() + asked.body().path("model").asText()).endsWith(expected);
    }

    @ParameterizedTest
    @EnumSource
    void withoutAModelTheRulesWrite(Task task) {
        var models = LanguageModels.of(LlmConfig.DEFAULT);
        assertThat(models.findWriter(task, Optional.empty(), Optional.empty())).isEmpty();
        assertThat(models.findWriter(task, Optional.of("heuristic"), Optional.empty()))
                .isEmpty();
        assertThat(models.findWriter(task, Optional.of("langextract"), Optional.empty()))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"psychic,", "ollama, ../../etc", ", a b"})
    void whatIsNoWriterIsRefused(@Nullable String provider, @Nullable String model) {
        var models = LanguageModels.of(LlmConfig.DEFAULT);
        assertThatThrownBy(() -> models.findWriter(
                        Task.API_DESCRIPTION, Optional.ofNullable(provider), Optional.ofNullable(model)))
                .isInstanceOfSatisfying(
                        DoxException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.REQUEST_INVALID));
    }

    @Test
    void whoWritesNothingFails() {
        server.say(prompt -> " \n ");
        var writer = writer(Optional.of("gemini"), config(Optional.empty(), Optional.empty()));
        assertThatThrownBy(() -> writer.write("sum"))
                .isInstanceOfSatisfying(
                        DoxException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.EXTRACTION_FAILED))
                .hasMessage("The provider gemini wrote nothing.");
    }

    @Test
    void theKeyOfTheRequestWins() {
        server.say(prompt -> ANSWER);
        LanguageModels.of(config(Optional.empty(), Optional.empty()))
                .find(wish("openai", "other", "mine"))
                .orElseThrow()
                .extract("x", INSTRUCTIONS);
        assertThat(server.asked.getFirst().key()).isEqualTo("Bearer mine");
        assertThat(server.asked.getFirst().body().at("/model").asText()).isEqualTo("other");
        assertThat(wish("openai", "other", "mine").toString()).doesNotContain("mine");
    }

    @ParameterizedTest
    @CsvSource({
        ", , , , , heuristic",
        "heuristic, gemini-x, k, ollama, , heuristic",
        ", ollama:qwen3:8b, , , , ollama qwen3:8b",
        ", gemini-x, , , , gemini gemini-x",
        ", gpt-x, , , , openai gpt-x",
        ", other, , , , gemini other",
        ", other, , ollama, , ollama other",
        ", , k, , , gemini gemini-2.5-flash",
        ", , , openai, , openai gpt",
        ", , , , ollama:m, ollama m",
        ", , , ollama, m, ollama m",
        "OpenAI, , , ollama, m, openai gpt"
    })
    void whoIsAskedDependsOnTheRequestAndTheConfiguration(
            @Nullable String provider,
            @Nullable String model,
            @Nullable String key,
            @Nullable String configured,
            @Nullable String configuredModel,
            String expected) {
        var models = LanguageModels.of(config(Optional.ofNullable(configured), Optional.ofNullable(configuredModel)));
        assertThat(models.find(wish(provider, model, key))
                        .map(found -> found.provider() + " " + found.model().orElseThrow())
                        .orElse("heuristic"))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"psychic,", ", ../../etc", ", a b"})
    void whatIsNoProviderOrModelIsRefused(@Nullable String provider, @Nullable String model) {
        var models = LanguageModels.of(LlmConfig.DEFAULT);
        assertThatThrownBy(() -> models.find(wish(provider, model, null)))
                .isInstanceOfSatisfying(
                        DoxException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.REQUEST_INVALID));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Here you are:\n```json\n%s\n```",
                "%s",
                "{\"tags\":[{\"extraction_text\":\"Ada\",\"extraction_class\":\"person\"},\"Bob\"]}",
                "[{\"text\":\"Ada\",\"label\":\"person\"},{\"text\":\"\"},\"Bob\"]"
            })
    void answersMayBeWrapped(String answer) {
        server.say(prompt -> answer.replace("%s", ANSWER));
        assertThat(find("ollama").extract("x", INSTRUCTIONS)).isEqualTo(FOUND);
        assertThat(server.asked).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{\"extractions\":[{\"text\":\"Ad", "I cannot do that", "{\"people\":1}", "[{\"a\":1}]", ""})
    void anAnswerIsRepairedOnce(String broken) {
        server.say(prompt -> prompt.contains("Find people") ? broken : ANSWER);
        assertThat(find("openai").extract("x", INSTRUCTIONS)).isEqualTo(FOUND);
        assertThat(server.asked).hasSize(2);
        assertThat(server.asked.getLast().body().at("/messages/0/content").asText())
                .endsWith(broken);
    }

    private void assertFails(Extractor extractor, String message) {
        assertThatThrownBy(() -> extractor.extract("x", INSTRUCTIONS))
                .isInstanceOfSatisfying(
                        DoxException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.EXTRACTION_FAILED))
                .hasMessage(message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"k\u201dey", "key\n", "k\u00e9y"})
    void anInvalidKeyIsNotQuoted(String key) {
        var extractor = LanguageModels.of(config(Optional.empty(), Optional.empty()))
                .find(wish("openai", "m", key))
                .orElseThrow();

        assertFails(
                extractor,
                "The provider openai was not called: its key has characters that HTTP headers do not allow, such as line"
                        + " breaks or curly quotes.");
    }

    @Test
    void nonsenseIsNotAskedForAThirdTime() {
        server.say(prompt -> "no");
        assertFails(find("gemini"), "The provider gemini did not answer with the JSON that it was asked for.");
        assertThat(server.asked).hasSize(2);
    }

    @Test
    void anAnswerThatIsNotOfTheProtocolFails() {
        server.answer(exchange -> ProviderServer.send(exchange, 200, "<html>"));
        assertFails(find("ollama"), "The provider ollama did not answer with the JSON that it was asked for.");
    }

    @Test
    void arefusalDoesNotRepeatWhatTheServerSaid() {
        server.answer(exchange -> ProviderServer.send(exchange, 401, "wrong key openai-key"));
        assertFails(find("openai"), "The provider openai answered with the status 401.");
    }

    @Test
    void aSilentServerIsGivenUp() {
        server.answer(exchange -> sleep(30_000));
        assertFails(find("ollama"), "The provider ollama did not finish its answer within 2000 ms.");
    }

    @Test
    void aServerThatDripsForEverIsGivenUp() {
        server.answer(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            for (int i = 0; i < 300; i++) {
                exchange.getResponseBody().write(' ');
                exchange.getResponseBody().flush();
                sleep(100);
            }
        });
        assertFails(find("openai"), "The provider openai did not finish its answer within 2000 ms.");
    }

    @Test
    void aServerThatStreamsForEverIsGivenUp() {
        server.answer(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            var kilobytes = new byte[1 << 16];
            for (int i = 0; i < 1_000; i++) {
                exchange.getResponseBody().write(kilobytes);
            }
        });
        assertFails(find("gemini"), "The provider gemini answered with more than 8388608 bytes.");
    }

    @Test
    void aServerThatBreaksOffFails() {
        server.answer(exchange -> {
            exchange.sendResponseHeaders(200, 1_000);
            exchange.getResponseBody().write('{');
        });
        assertFails(find("ollama"), "The provider ollama broke off its answer.");
    }

    @Test
    void aServerThatIsNotThereFails() {
        var extractor = find("ollama");
        server.close();
        assertFails(extractor, "The provider ollama cannot be reached.");
    }

    private static void sleep(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
