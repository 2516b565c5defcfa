package ai.pmoves.dox.embeddings;

import static org.assertj.core.api.Assertions.assertThat;

import ai.pmoves.dox.contract.EmbedderContract;
import ai.pmoves.dox.domain.search.ModelId;
import ai.pmoves.dox.ports.search.Embedder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

@TestInstance(Lifecycle.PER_CLASS)
class BundledModelTest implements EmbedderContract {
    private Embedder embedder;

    @BeforeAll
    void open() {
        embedder = DjlEmbedder.open(EmbedderConfig.DEFAULT.withDevice(SearchDevice.CPU));
    }

    @AfterAll
    void close() {
        embedder.close();
    }

    @Override
    public Embedder embedder() {
        return embedder;
    }

    @Test
    void theModelIsNamedAndTellsItsFileFromOthers() {
        assertThat(embedder.model()).isEqualTo(new ModelId("all-minilm-l6-v2", "759c3cd2b7fe", 384));
    }
}
