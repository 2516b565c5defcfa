package ai.pmoves.dox.contract.model;

import static ai.pmoves.dox.contract.store.Errors.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.ports.tagging.Extractor;
import ai.pmoves.dox.ports.tagging.Extractors;
import ai.pmoves.dox.ports.tagging.Extractors.Wish;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every {@link Extractors} does that knows providers. */
public interface ExtractorsContract {
    Extractors extractors();

    private Optional<Extractor> find(@Nullable String provider, @Nullable String model) {
        return extractors().find(new Wish(Optional.ofNullable(provider), Optional.ofNullable(model), Optional.empty()));
    }

    @Test
    default void theRulesNeedNobody() {
        assertThat(find("heuristic", null)).isEmpty();
        assertThat(find("heuristic", "m")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"ollama, ollama", "OpenAI, openai", "GEMINI, gemini"})
    default void theProviderThatIsNamedIsFoundWithItsModel(String named, String provider) {
        var extractor = find(named, "m-1").orElseThrow();
        assertThat(extractor.provider()).isEqualTo(provider);
        assertThat(extractor.model()).contains("m-1");
    }

    @Test
    default void aModelMayNameItsProvider() {
        var extractor = find(null, "ollama:m-1").orElseThrow();
        assertThat(extractor.provider()).isEqualTo("ollama");
        assertThat(extractor.model()).contains("m-1");
    }

    @Test
    default void aProviderThatThereIsNotIsRefused() {
        assertFails(() -> find("psychic", null), ErrorCode.REQUEST_INVALID, "psychic");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "../../etc", "m\n"})
    default void aNameThatNoModelCanHaveIsRefused(String model) {
        assertFails(() -> find("ollama", model), ErrorCode.REQUEST_INVALID);
    }
}
