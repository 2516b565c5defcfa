package ai.pmoves.dox.domain.search;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelIdTest {
    @Test
    void whatIsWrittenIsRead() {
        var model = new ModelId("me/e5@large", "a1b2", 1024);

        assertThat(ModelId.parse(model.text())).contains(model);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "minilm",
                "minilm@1",
                "minilm@1/",
                "minilm@1/385",
                "@1/384",
                " @1/384",
                "minilm@/384",
                "m@ /384",
                "384"
            })
    void otherTextIsNoModel(String text) {
        assertThat(ModelId.parse(text)).isEmpty();
    }
}
