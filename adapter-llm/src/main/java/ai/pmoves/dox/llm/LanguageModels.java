package ai.pmoves.dox.llm;

import ai.pmoves.dox.domain.Secret;
import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.ports.tagging.Extractor;
import ai.pmoves.dox.ports.tagging.Extractors;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The language models that can be asked. Safe for use by many threads.
 *
 * <p>A request without a wish goes to the configured provider; one that names a model only, to the provider whose models
 * are called so; one that only brings a key, to Gemini, as existing clients expect. A key in the environment by itself
 * sends no text anywhere.
 */
public final class LanguageModels implements Extractors {
    private static final Pattern MODEL = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:/@-]{0,199}");

    private static final String GEMINI_MODEL = "gemini-2.5-flash";

    private final LlmConfig config;
    private final HttpCalls http;

    private LanguageModels(LlmConfig config) {
        this.config = config;
        this.http = new HttpCalls(config.timeout());
    }

    public static LanguageModels of(LlmConfig config) {
        return new LanguageModels(config);
    }

    private enum Provider {
        HEURISTIC,
        OLLAMA,
        OPENAI,
        GEMINI;

        static Optional<Provider> parse(String word) {
            for (var provider : values()) {
                if (provider.name().toLowerCase(Locale.ROOT).equals(word.toLowerCase(Locale.ROOT))) {
                    return Optional.of(provider);
                }
            }
            return Optional.empty();
        }
    }

    @Override
    public Optional<Extractor> find(Wish given) {
        var wish = given.provider().isEmpty()
                        && given.model().isEmpty()
                        && config.model().isPresent()
                ? new Wish(config.provider(), config.model(), given.key())
                : given;
        var model = wish.model().map(LanguageModels::withoutProvider);
        model.filter(name -> !MODEL.matcher(name).matches()).ifPresent(name -> {
            throw invalid("model", name, "a model's name, such as ollama:llama3.1 or gemini-2.5-flash");
        });
        return switch (provider(wish)) {
            case HEURISTIC -> Optional.empty();
            case OLLAMA ->
                Optional.of(
                        new ModelExtractor(new OllamaApi(http, config.ollama(), model.orElse(config.ollamaModel()))));
            case OPENAI ->
                Optional.of(new ModelExtractor(new OpenAiApi(
                        http, config.openAi(), model.orElse(config.openAiModel()), key(wish, config.openAiKey()))));
            case GEMINI ->
                Optional.of(new ModelExtractor(new GeminiApi(
                        http, config.gemini(), model.orElse(GEMINI_MODEL), key(wish, config.geminiKey()))));
        };
    }

    private static Optional<Secret> key(Wish wish, Optional<Secret> configured) {
        return wish.key().or(() -> configured);
    }

    private Provider provider(Wish wish) {
        if (wish.provider().isPresent()) {
            return named(wish.provider().get());
        }
        var prefix = wish.model().flatMap(LanguageModels::prefix);
        if (prefix.isPresent()) {
            return prefix.get();
        }
        var model = wish.model().orElse("").toLowerCase(Locale.ROOT);
        if (model.startsWith("gemini")) {
            return Provider.GEMINI;
        }
        if (model.startsWith("gpt-")) {
            return Provider.OPENAI;
        }
        var otherwise = wish.model().isPresent() || wish.key().isPresent() ? Provider.GEMINI : Provider.HEURISTIC;
        return config.provider().map(LanguageModels::named).orElse(otherwise);
    }

    private static Provider named(String word) {
        return Provider.parse(word).orElseThrow(() -> invalid("provider", word, "heuristic, ollama, openai or gemini"));
    }

    private static Optional<Provider> prefix(String model) {
        int colon = model.indexOf(':');
        return colon < 0 ? Optional.empty() : Provider.parse(model.substring(0, colon));
    }

    private static String withoutProvider(String model) {
        return prefix(model).isPresent() ? model.substring(model.indexOf(':') + 1) : model;
    }

    private static DoxException invalid(String name, String value, String choices) {
        return new DoxException(
                ErrorCode.REQUEST_INVALID, "The %s is '%s'; it has to be %s.".formatted(name, value, choices));
    }
}
