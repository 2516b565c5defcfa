package ai.pmoves.dox.embeddings;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.Optional;

/**
 * How to open a {@link DjlEmbedder}.
 *
 * @param modelDirectory holds {@code model.onnx}, {@code tokenizer.json} and, if the pooling is not the mean,
 *     {@code 1_Pooling/config.json}; empty for the model that comes with the library. {@code SEARCH_MODEL} names it
 * @param device where to run; {@code SEARCH_DEVICE} names it
 * @param maxTokens how much of a text is read, its two marks included, 3 to 8192; not more than the model's limit
 * @param batchSize how many texts are run at once, 1 to 1024; also how long another caller may have to wait
 */
public record EmbedderConfig(Optional<Path> modelDirectory, SearchDevice device, int maxTokens, int batchSize) {
    /** The model of the library, on the best device there is. */
    public static final EmbedderConfig DEFAULT = new EmbedderConfig(Optional.empty(), SearchDevice.AUTO, 256, 32);

    public EmbedderConfig {
        requireNonNull(modelDirectory, "modelDirectory");
        requireNonNull(device, "device");
        requireBetween("maxTokens", maxTokens, 3, 8192);
        requireBetween("batchSize", batchSize, 1, 1024);
    }

    public EmbedderConfig withModelDirectory(Path directory) {
        return new EmbedderConfig(Optional.of(directory), device, maxTokens, batchSize);
    }

    public EmbedderConfig withDevice(SearchDevice other) {
        return new EmbedderConfig(modelDirectory, other, maxTokens, batchSize);
    }

    private static void requireBetween(String name, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException("%s is %d; it has to be %d to %d".formatted(name, value, least, most));
        }
    }
}
