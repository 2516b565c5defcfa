package ai.pmoves.dox.embeddings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.pmoves.dox.contract.model.EmbedderContract;
import ai.pmoves.dox.domain.search.Embedding;
import ai.pmoves.dox.domain.search.ModelId;
import ai.pmoves.dox.ports.search.Embedder;
import java.util.List;
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

    @Test
    void itRunsWhereItIsToldTo() {
        assertThat(embedder.device()).isEqualTo("cpu");
    }

    @Test
    void aVectorHasTheLengthOneToFiveDigits() {
        var texts = List.of("", "ERROR", "Rechnung über 1.250,00 € für den März", "revenue ".repeat(500));
        for (var vector : embedder.embed(texts)) {
            assertThat(Math.sqrt(product(vector, vector))).isCloseTo(1, within(1e-5));
        }
    }

    @Test
    void textsOfOneMeaningAreMuchNearerThanOthers() {
        var vectors = embedder.embed(List.of("cancel a subscription", "terminate a membership", "bake a cake"));
        var cancel = vectors.getFirst();
        assertThat(product(cancel, vectors.get(1))).isGreaterThan(product(cancel, vectors.get(2)) + 0.1);
    }

    private static double product(Embedding left, Embedding right) {
        double sum = 0;
        for (int i = 0; i < left.dimension(); i++) {
            sum += (double) left.toArray()[i] * right.toArray()[i];
        }
        return sum;
    }
}
