package ai.pmoves.dox.llm;

import ai.pmoves.dox.domain.Secret;
import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.ports.tagging.Extractor;
import ai.pmoves.dox.ports.tagging.Extractors;
import ai.pmoves.dox.ports.writing.Writer;
import ai.pmoves.dox.ports.writing.Writers;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The language models that can be asked. Thread-safe.
 *
 * <p>A request without a wish goes to the configured provider; one that names a model only, to the provider whose models
 * are called so; one that only brings a key, to Gemini, as existing clients expect. A key in the environment by itself
 * sends no text anywhere.
 */
public final class LanguageModels implements Extractors, Writers {
    private static final Pattern MODEL = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:/@-]{0,199}");

    private static final String WHO_EXTRACTS = "langextract";
    private static final String GEMINI_MODEL = "gemini-2.5-flash";

    private final LlmConfig config;
    private final ProviderCalls http;

    private LanguageModels(LlmConfig config) {
        this.config = config;
        this.http = new ProviderCalls(config.timeout());
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
        return api(provider(wish), modelName(wish.model()), wish.key(), true).map(ModelExtractor::new);
    }

    @Override
    public Optional<Writer> findWriter(Task task, Optional<String> wanted, Optional<String> model) {
        var word = wanted.orElseGet(() -> model.isPresent() ? WHO_EXTRACTS : usualProvider(task));
        if (word.equalsIgnoreCase(WHO_EXTRACTS)) {
            var wish = new Wish(config.provider(), model.or(config::model), Optional.empty());
            return writer(provider(wish), modelName(wish.model()));
        }
        var provider = Provider.parse(word)
                .orElseThrow(() -> invalid("provider", word, "heuristic, langextract, ollama, openai or gemini"));
        return writer(provider, modelName(model).or(() -> usualModel(task, provider)));
    }

    private String usualProvider(Task task) {
        return switch (task) {
            case SUMMARY -> config.writing().summaryProvider();
            case ANSWER -> config.writing().answerProvider();
            case API_DESCRIPTION -> Provider.HEURISTIC.name();
        };
    }

    /** The model of a task, empty for the provider's usual one. */
    private Optional<String> usualModel(Task task, Provider provider) {
        if (task != Task.SUMMARY) {
            return Optional.empty();
        }
        return switch (provider) {
            case OLLAMA -> Optional.of(config.writing().ollamaSummaryModel());
            case OPENAI -> Optional.of(config.writing().openAiSummaryModel());
            case GEMINI, HEURISTIC -> Optional.empty();
        };
    }

    private Optional<Writer> writer(Provider provider, Optional<String> model) {
        return api(provider, model, Optional.empty(), false).map(ModelWriter::new);
    }

    private static Optional<String> modelName(Optional<String> given) {
        var model = given.map(LanguageModels::withoutProvider);
        model.filter(name -> !MODEL.matcher(name).matches()).ifPresent(name -> {
            throw invalid("model", name, "a model's name, such as ollama:llama3.1 or gemini-2.5-flash");
        });
        return model;
    }

    /** Who speaks for a provider; empty for the rules. */
    private Optional<ChatApi> api(Provider provider, Optional<String> model, Optional<Secret> key, boolean asJson) {
        return switch (provider) {
            case HEURISTIC -> Optional.empty();
            case OLLAMA ->
                Optional.of(new OllamaApi(http, config.ollama(), model.orElse(config.ollamaModel()), asJson));
            case OPENAI ->
                Optional.of(new OpenAiApi(
                        http, config.openAi(), model.orElse(config.openAiModel()), key.or(config::openAiKey)));
            case GEMINI ->
                Optional.of(new GeminiApi(
                        http, config.gemini(), model.orElse(GEMINI_MODEL), key.or(config::geminiKey), asJson));
        };
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
