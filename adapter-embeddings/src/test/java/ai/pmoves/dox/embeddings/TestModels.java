package ai.pmoves.dox.embeddings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** Model directories for tests. */
final class TestModels {
    private TestModels() {}

    static EmbedderConfig config(Path directory) {
        return EmbedderConfig.DEFAULT.withDevice(SearchDevice.CPU).withModelDirectory(directory);
    }

    static void copy(String resource, Path target) throws IOException {
        try (var in = Objects.requireNonNull(TestModels.class.getResourceAsStream(resource))) {
            Files.copy(in, target);
        }
    }

    /** A directory with the tokenizer of the bundled model and a tiny graph; see {@link TinyOnnx}. */
    static Path tiny(Path directory, byte[] graph) throws IOException {
        copy(BundledModel.TOKENIZER, directory.resolve("tokenizer.json"));
        Files.write(directory.resolve("model.onnx"), graph);
        return directory;
    }

    /** Asks for a pooling, as sentence-transformers would. */
    static void pooling(Path directory, String json) throws IOException {
        Files.createDirectories(directory.resolve("1_Pooling"));
        Files.writeString(directory.resolve("1_Pooling/config.json"), json);
    }
}
