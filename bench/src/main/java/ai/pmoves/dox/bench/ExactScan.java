package ai.pmoves.dox.bench;

import java.util.List;
import java.util.PriorityQueue;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The peer of vector search: nothing but the inner products and the ten best, over vectors of its own that lie in
 * blocks of 1,024 as the store's do.
 */
final class ExactScan {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int TOP = 10;
    private static final int BLOCK = 1024;

    private final float[][] blocks;
    private final int size;

    ExactScan(List<float[]> vectors) {
        int dimension = vectors.getFirst().length;
        size = vectors.size();
        blocks = new float[(size + BLOCK - 1) / BLOCK][BLOCK * dimension];
        for (int i = 0; i < size; i++) {
            System.arraycopy(vectors.get(i), 0, blocks[i / BLOCK], i % BLOCK * dimension, dimension);
        }
    }

    static String name() {
        return "simd-" + SPECIES.vectorBitSize();
    }

    /** A vector's number and its product with the query. */
    private record Product(int number, float product) implements Comparable<Product> {
        @Override
        public int compareTo(Product other) {
            return Float.compare(product, other.product);
        }
    }

    /** Returns how near the tenth best is. */
    float tenth(float[] query) {
        var best = new PriorityQueue<Product>();
        var products = new float[BLOCK];
        float floor = -1;
        for (int start = 0; start < size; start += BLOCK) {
            int count = Math.min(BLOCK, size - start);
            multiply(query, blocks[start / BLOCK], count, products);
            for (int i = 0; i < count; i++) {
                if (products[i] > floor) {
                    best.add(new Product(start + i, products[i]));
                    if (best.size() > TOP) {
                        best.remove();
                        floor = best.element().product();
                    }
                }
            }
        }
        return floor;
    }

    private static void multiply(float[] query, float[] block, int count, float[] products) {
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
        for (int i = 0; i + 4 * width <= query.length; i += 4 * width) { // 384 is a multiple for every width
            a = product(query, block, i, at, a);
            b = product(query, block, i + width, at, b);
            c = product(query, block, i + 2 * width, at, c);
            d = product(query, block, i + 3 * width, at, d);
        }
        return a.add(b).add(c.add(d)).reduceLanes(VectorOperators.ADD);
    }

    private static FloatVector product(float[] query, float[] block, int i, int at, FloatVector sum) {
        return FloatVector.fromArray(SPECIES, query, i).fma(FloatVector.fromArray(SPECIES, block, at + i), sum);
    }
}
