package ai.pmoves.dox.jooq.rows;

import ai.pmoves.dox.domain.rows.Row;
import ai.pmoves.dox.domain.rows.StoreTable;
import java.util.Collection;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The vector of a chunk's row, which two columns of the table take, by its dimension. */
public final class ChunkVectors {
    private static final int MODEL = StoreTable.SEARCH_CHUNKS.indexOf("embedding_model");
    private static final int VECTOR = StoreTable.SEARCH_CHUNKS.indexOf("embedding");

    private ChunkVectors() {}

    /** @throws IllegalStateException if a vector has no model, a model no vector, or its dimension is none of ours */
    static void require(Row chunk) {
        var vector = of(chunk);
        if (!isSound(chunk)) {
            throw new IllegalStateException(
                    "the chunk '%s' has a vector without a model, or the other way round".formatted(chunk.id()));
        }
        if (vector != null && vector.length != 384 && vector.length != 1024) {
            throw new IllegalStateException(
                    "the vector of the chunk '%s' has %d dimensions; the stores keep 384 or 1024"
                            .formatted(chunk.id(), vector.length));
        }
    }

    /** Whether the chunk has a vector and its model, or neither. */
    public static boolean isSound(Row chunk) {
        return (chunk.value(VECTOR) == null) == (chunk.value(MODEL) == null);
    }

    public static float @Nullable [] of(Row chunk) {
        return (float[]) chunk.value(VECTOR);
    }

    private static @Nullable String model(Row chunk) {
        return (String) chunk.value(MODEL);
    }

    /** The vector if it is of this dimension. */
    public static float @Nullable [] ofDimension(Row chunk, int dimension) {
        var vector = of(chunk);
        return vector != null && vector.length == dimension ? vector : null;
    }

    /** The models whose vectors these chunks have. */
    public static Collection<String> models(Collection<Row> chunks) {
        var models = new TreeSet<String>();
        for (var chunk : chunks) {
            var model = model(chunk);
            if (model != null) {
                models.add(model);
            }
        }
        return models;
    }
}
