package ai.pmoves.dox.llm;

import ai.pmoves.dox.contract.model.ExtractorsContract;
import ai.pmoves.dox.contract.model.RemoteExtractorContract;
import ai.pmoves.dox.contract.model.WriterContract;
import ai.pmoves.dox.contract.model.WritersContract;
import ai.pmoves.dox.ports.tagging.Extractor;
import ai.pmoves.dox.ports.tagging.Extractors;
import ai.pmoves.dox.ports.tagging.Extractors.Wish;
import ai.pmoves.dox.ports.writing.Writer;
import ai.pmoves.dox.ports.writing.Writers;
import ai.pmoves.dox.ports.writing.Writers.Task;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;

/** Language models pass the contracts of extractors and writers, whatever protocol they speak. */
class LanguageModelsContractTest {
    private static final Duration LONG = Duration.ofMinutes(5);
    private static final Duration SHORT = Duration.ofSeconds(1);

    private ProviderServer server;

    @BeforeEach
    void start() throws IOException {
        server = new ProviderServer();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private LanguageModels models(Duration timeout) {
        return models(server.url(), timeout);
    }

    private static LanguageModels models(URI url, Duration timeout) {
        return LanguageModels.of(new LlmConfig(
                Optional.empty(),
                Optional.empty(),
                url,
                "llama",
                URI.create(url + "/v1"),
                "gpt",
                Optional.empty(),
                URI.create(url + "/v1beta"),
                Optional.empty(),
                timeout,
                LlmConfig.Writing.DEFAULT));
    }

    private LanguageModels unreachable() {
        try (var closed = new ProviderServer()) {
            return models(closed.url(), LONG);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private LanguageModels silent(Duration timeout) {
        server.answer(exchange -> {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                throw new InterruptedIOException("closed");
            }
        });
        return models(timeout);
    }

    private LanguageModels saying(String answer) {
        server.say(prompt -> answer);
        return models(LONG);
    }

    @Nested
    class Extracting implements ExtractorsContract {
        @Override
        public Extractors extractors() {
            return models(LONG);
        }
    }

    @Nested
    class Writing implements WritersContract {
        @Override
        public Writers writers() {
            return models(LONG);
        }
    }

    abstract class Extracts implements RemoteExtractorContract {
        private final String provider;

        Extracts(String provider) {
            this.provider = provider;
        }

        private Extractor of(LanguageModels models) {
            return models.find(new Wish(Optional.of(provider), Optional.empty(), Optional.empty()))
                    .orElseThrow();
        }

        @Override
        public Extractor extractor() {
            return of(saying("{\"extractions\": [{\"text\": \"Ada\", \"label\": \"person\"}]}"));
        }

        @Override
        public String text() {
            return "Ada met Bob.";
        }

        @Override
        public Extractor unreachable() {
            return of(LanguageModelsContractTest.this.unreachable());
        }

        @Override
        public Extractor nonsensical() {
            return of(saying("I cannot do that"));
        }

        @Override
        public Extractor impatient() {
            return of(silent(SHORT));
        }

        @Override
        public Extractor patient() {
            return of(silent(LONG));
        }
    }

    @Nested
    class OllamaExtracts extends Extracts {
        OllamaExtracts() {
            super("ollama");
        }
    }

    @Nested
    class OpenAiExtracts extends Extracts {
        OpenAiExtracts() {
            super("openai");
        }
    }

    @Nested
    class GeminiExtracts extends Extracts {
        GeminiExtracts() {
            super("gemini");
        }
    }

    abstract class Writes implements WriterContract {
        private final String provider;

        Writes(String provider) {
            this.provider = provider;
        }

        private Writer of(LanguageModels models) {
            return models.findWriter(Task.SUMMARY, Optional.of(provider), Optional.empty())
                    .orElseThrow();
        }

        @Override
        public Writer writer() {
            server.say(prompt -> " \n" + prompt + "\n ");
            return of(models(LONG));
        }

        @Override
        public Writer unreachable() {
            return of(LanguageModelsContractTest.this.unreachable());
        }

        @Override
        public Writer speechless() {
            return of(saying(" \n "));
        }

        @Override
        public Writer impatient() {
            return of(silent(SHORT));
        }

        @Override
        public Writer patient() {
            return of(silent(LONG));
        }
    }

    @Nested
    class OllamaWrites extends Writes {
        OllamaWrites() {
            super("ollama");
        }
    }

    @Nested
    class OpenAiWrites extends Writes {
        OpenAiWrites() {
            super("openai");
        }
    }

    @Nested
    class GeminiWrites extends Writes {
        GeminiWrites() {
            super("gemini");
        }
    }
}
