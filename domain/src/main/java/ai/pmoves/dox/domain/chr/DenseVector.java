package ai.pmoves.dox.domain.chr;

import ai.pmoves.dox.domain.search.Embedding;

/** What a model says of a unit. */
public final class DenseVector implements UnitVector {
    private final float[] components;

    private DenseVector(float[] components) {
        this.components = components;
    }

    public static DenseVector of(Embedding embedding) {
        return new DenseVector(embedding.toArray());
    }

    @Override
    public int dimension() {
        return components.length;
    }

    @Override
    public double dot(double[] other) {
        double sum = 0;
        for (int i = 0; i < components.length; i++) {
            sum += components[i] * other[i];
        }
        return sum;
    }

    @Override
    public void addTo(double[] sum, double weight) {
        for (int i = 0; i < components.length; i++) {
            sum[i] += weight * components[i];
        }
    }
}
