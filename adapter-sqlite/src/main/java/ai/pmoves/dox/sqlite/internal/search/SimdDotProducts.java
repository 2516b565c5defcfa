package ai.pmoves.dox.sqlite.internal.search;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** Inner products by the vector instructions of the processor. Loaded only where the module is. */
final class SimdDotProducts implements DotProducts {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;

    @Override
    public void compute(float[] query, float[] block, int count, float[] products) {
        for (int i = 0; i < count; i++) {
            products[i] = dot(query, block, i * query.length);
        }
    }

    private static float dot(float[] query, float[] block, int at) {
        int width = SPECIES.length();
        var a = FloatVector.zero(SPECIES);
        var b = FloatVector.zero(SPECIES);
        var c = FloatVector.zero(SPECIES);
        var d = FloatVector.zero(SPECIES);
        int i = 0;
        for (; i + 4 * width <= query.length; i += 4 * width) {
            a = product(query, block, i, at, a);
            b = product(query, block, i + width, at, b);
            c = product(query, block, i + 2 * width, at, c);
            d = product(query, block, i + 3 * width, at, d);
        }
        for (; i < query.length; i += width) { // 384 and 1024 are multiples of every width
            a = product(query, block, i, at, a);
        }
        return a.add(b).add(c.add(d)).reduceLanes(VectorOperators.ADD);
    }

    private static FloatVector product(float[] query, float[] block, int i, int at, FloatVector sum) {
        return FloatVector.fromArray(SPECIES, query, i).fma(FloatVector.fromArray(SPECIES, block, at + i), sum);
    }

    @Override
    public String name() {
        return "simd-" + SPECIES.vectorBitSize();
    }
}
