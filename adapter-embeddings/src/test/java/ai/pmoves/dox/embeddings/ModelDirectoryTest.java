package ai.pmoves.dox.embeddings;

import static org.assertj.core.api.Assertions.assertThat;

import ai.pmoves.dox.contract.model.EmbedderContract;
import ai.pmoves.dox.domain.search.ModelId;
import ai.pmoves.dox.ports.search.Embedder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(Lifecycle.PER_CLASS)
class ModelDirectoryTest implements EmbedderContract {
    private Embedder embedder;

    @BeforeAll
    void open(@TempDir Path temp) throws IOException {
        var directory = Files.createDirectory(temp.resolve("my-model"));
        TestModels.copy(BundledModel.GRAPH, directory.resolve("model.onnx"));
        TestModels.copy(BundledModel.TOKENIZER, directory.resolve("tokenizer.json"));
        embedder = DjlEmbedder.open(TestModels.config(directory));
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
    void theSameFilesGiveTheVectorsAndTheRevisionOfTheBundledModel() {
        var texts = List.of("cancel a subscription", "terminate a membership", "bake a cake");
        try (var bundled = DjlEmbedder.open(EmbedderConfig.DEFAULT)) {
            assertThat(embedder.embed(texts)).isEqualTo(bundled.embed(texts));
            var revision = bundled.model().revision();
            assertThat(embedder.model()).isEqualTo(new ModelId("my-model", revision, 384));
        }
    }
}
