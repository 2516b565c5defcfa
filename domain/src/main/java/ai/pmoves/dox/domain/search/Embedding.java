package ai.pmoves.dox.domain.search;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The meaning of a text as a vector of length 1. Immutable, compared by content. */
public final class Embedding {
    private static final double TOLERANCE = 1e-3;

    private final float[] vector;

    private Embedding(float[] vector) {
        this.vector = vector;
    }

    /**
     * Copies the vector.
     *
     * @throws IllegalArgumentException if a component is not finite or the length is not 1
     */
    public static Embedding of(float[] vector) {
        double squares = 0;
        for (float v : vector) {
            squares += (double) v * v;
        }
        if (!(Math.abs(Math.sqrt(squares) - 1) < TOLERANCE)) {
            throw new IllegalArgumentException("a vector of length " + Math.sqrt(squares) + "; it has to be 1");
        }
        return new Embedding(vector.clone());
    }

    public int dimension() {
        return vector.length;
    }

    /** A copy of the components. */
    public float[] toArray() {
        return vector.clone();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Embedding embedding && Arrays.equals(vector, embedding.vector);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(vector);
    }

    @Override
    public String toString() {
        return "Embedding[" + vector.length + "]";
    }
}
