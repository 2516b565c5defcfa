package ai.pmoves.dox.llm;

import ai.pmoves.dox.domain.Secret;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * Where language models are, and which of them are asked where a request does not say.
 *
 * @param provider asked where a request names neither a provider nor a model; empty for what the model is called, or else the rules
 * @param model likewise, with or without its provider and a colon
 * @param ollama where {@code /api/generate} is
 * @param openAi where {@code /chat/completions} is
 * @param gemini where {@code /models/...:generateContent} is
 * @param timeout of one answer, from the first byte that is sent to the last that is received
 * @param writing who writes texts where a request does not say
 */
public record LlmConfig(
        Optional<String> provider,
        Optional<String> model,
        URI ollama,
        String ollamaModel,
        URI openAi,
        String openAiModel,
        Optional<Secret> openAiKey,
        URI gemini,
        Optional<Secret> geminiKey,
        Duration timeout,
        Writing writing) {
    public static final LlmConfig DEFAULT = new LlmConfig(
            Optional.empty(),
            Optional.empty(),
            URI.create("http://localhost:11434"),
            "llama3.1",
            URI.create("https://api.openai.com/v1"),
            "gpt-4o-mini",
            Optional.empty(),
            URI.create("https://generativelanguage.googleapis.com/v1beta"),
            Optional.empty(),
            Duration.ofSeconds(60),
            Writing.DEFAULT);

    /**
     * Who writes texts: {@code heuristic} for the rules, {@code langextract} for who extracts, or one of the providers.
     *
     * @param summaryProvider of summaries
     * @param answerProvider of answers to questions that no fact answers
     */
    public record Writing(
            String summaryProvider, String ollamaSummaryModel, String openAiSummaryModel, String answerProvider) {
        public static final Writing DEFAULT = new Writing("heuristic", "llama3.1", "gpt-3.5-turbo", "heuristic");
    }
}
