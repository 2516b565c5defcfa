package ai.pmoves.dox.domain.chr;

/**
 * The place of a unit among others: a vector of length 1, or of length 0 where a unit says nothing. Immutable.
 */
public interface UnitVector {
    /** How many components it has. */
    int dimension();

    /** Its inner product with a vector of the same dimension. */
    double dot(double[] other);

    /** Adds it, times the weight, to a vector of the same dimension. */
    void addTo(double[] sum, double weight);
}
