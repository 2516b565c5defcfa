package ai.pmoves.dox.domain.search;

import ai.pmoves.dox.domain.text.Text;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Which model made a vector. Vectors of different models are never compared.
 *
 * @param name for example {@code all-minilm-l6-v2}
 * @param revision tells two files of one name apart, for example the beginning of a hash
 * @param dimension 384 or 1024
 */
public record ModelId(String name, String revision, int dimension) {
    private static final Pattern TEXT = Pattern.compile("(?s)(.*\\S.*)@([^@]*[^@\\s][^@]*)/(384|1024)");

    public ModelId {
        Text.requireNonBlank(name, "model name");
        Text.requireNonBlank(revision, "model revision");
        if (dimension != 384 && dimension != 1024) {
            throw new IllegalArgumentException(
                    "model %s has %d dimensions; the stores keep 384 or 1024".formatted(name, dimension));
        }
    }

    /**
     * Returns the embedding if it can be this model's.
     *
     * @throws IllegalArgumentException if its dimension is another
     */
    public Embedding require(Embedding embedding) {
        if (embedding.dimension() != dimension) {
            throw new IllegalArgumentException(
                    "a vector of %d dimensions for %s".formatted(embedding.dimension(), this));
        }
        return embedding;
    }

    /** Reads what {@link #text} writes; empty if it is something else. */
    public static Optional<ModelId> parse(String text) {
        var parts = TEXT.matcher(text);
        return parts.matches()
                ? Optional.of(new ModelId(parts.group(1), parts.group(2), Integer.parseInt(parts.group(3))))
                : Optional.empty();
    }

    /** {@code name@revision/dimension}, as it stands beside each vector. */
    public String text() {
        return name + "@" + revision + "/" + dimension;
    }

    @Override
    public String toString() {
        return text();
    }
}
