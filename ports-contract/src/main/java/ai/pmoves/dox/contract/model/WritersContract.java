package ai.pmoves.dox.contract.model;

import static ai.pmoves.dox.contract.store.Errors.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.ports.writing.Writer;
import ai.pmoves.dox.ports.writing.Writers;
import ai.pmoves.dox.ports.writing.Writers.Task;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What every {@link Writers} does that knows providers. */
public interface WritersContract {
    Writers writers();

    private Optional<Writer> find(Task task, @Nullable String provider, @Nullable String model) {
        return writers().findWriter(task, Optional.ofNullable(provider), Optional.ofNullable(model));
    }

    @ParameterizedTest
    @EnumSource
    default void theRulesNeedNobody(Task task) {
        assertThat(find(task, "heuristic", null)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    default void theProviderThatIsNamedIsFound(Task task) {
        assertThat(find(task, "ollama", null).map(Writer::provider)).contains("ollama");
        assertThat(find(task, "OpenAI", "m-1").map(Writer::provider)).contains("openai");
        assertThat(find(task, "GEMINI", null).map(Writer::provider)).contains("gemini");
    }

    @ParameterizedTest
    @EnumSource
    default void aModelMayNameItsProvider(Task task) {
        assertThat(find(task, null, "ollama:m-1").map(Writer::provider)).contains("ollama");
    }

    @ParameterizedTest
    @EnumSource
    default void whatIsNoProviderOrModelIsRefused(Task task) {
        assertFails(() -> find(task, "psychic", null), ErrorCode.REQUEST_INVALID, "psychic");
        assertFails(() -> find(task, "ollama", "../../etc"), ErrorCode.REQUEST_INVALID);
        assertFails(() -> find(task, "ollama", "a b"), ErrorCode.REQUEST_INVALID);
    }
}
