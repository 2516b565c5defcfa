package ai.pmoves.dox.embeddings;

import static org.assertj.core.api.Assertions.assertThat;

import ai.pmoves.dox.domain.search.Embedding;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model of another shape than the bundled one: 1024 dimensions and no token types. */
class TinyModelTest {
    private static final List<String> TEXTS = List.of("cancel a subscription", "bake a cake");

    @TempDir
    Path directory;

    @Test
    void theDimensionIsReadFromTheModel() throws IOException {
        TestModels.tiny(directory, TinyOnnx.graph(1024, "attention_mask"));
        try (var embedder = DjlEmbedder.open(TestModels.config(directory))) {
            assertThat(embedder.model().dimension()).isEqualTo(1024);
            assertThat(embedder.embed(TEXTS)).extracting(Embedding::dimension).containsOnly(1024);
        }
    }

    @Test
    void theMeanOfTheTokensIsThePoolingUnlessTheModelSaysOtherwise() throws IOException {
        TestModels.tiny(directory, TinyOnnx.graph(384, "attention_mask"));
        var vectors = embed();
        assertThat(vectors.getFirst()).isNotEqualTo(vectors.getLast());

        TestModels.pooling(directory, "{\"pooling_mode_cls_token\": false, \"pooling_mode_mean_tokens\": true}");
        assertThat(embed()).isEqualTo(vectors);
    }

    @Test
    void theFirstTokenIsThePoolingIfTheModelSaysSo() throws IOException {
        TestModels.tiny(directory, TinyOnnx.graph(384, "attention_mask"));
        TestModels.pooling(directory, "{\"pooling_mode_cls_token\": true, \"pooling_mode_mean_tokens\": false}");
        var vectors = embed();
        assertThat(vectors.getFirst()).isEqualTo(vectors.getLast()); // every text begins with the same mark
    }

    private List<Embedding> embed() {
        try (var embedder = DjlEmbedder.open(TestModels.config(directory))) {
            return embedder.embed(TEXTS);
        }
    }
}
