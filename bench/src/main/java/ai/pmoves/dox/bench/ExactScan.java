package ai.pmoves.dox.bench;

import ai.pmoves.dox.domain.search.Embedding;
import java.util.List;
import java.util.PriorityQueue;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/** The peer of vector search: nothing but the inner products and the ten best, over one flat array. */
final class ExactScan {
    private static final int TOP = 10;

    private ExactScan() {}

    static String name() {
        return "simd-" + FloatVector.SPECIES_PREFERRED.vectorBitSize();
    }

    static double[] measure(List<float[]> vectors, List<Embedding> queries) {
        int dimension = vectors.getFirst().length;
        var flat = new float[vectors.size() / 1024 + 1][];
        for (int i = 0; i < vectors.size(); i++) {
            if (i % 1024 == 0) {
                flat[i / 1024] = new float[1024 * dimension];
            }
            System.arraycopy(vectors.get(i), 0, flat[i / 1024], i % 1024 * dimension, dimension);
        }
        for (int i = 0; i < 50; i++) {
            scan(flat, vectors.size(), queries.get(i % queries.size()).toArray());
        }
        var millis = new double[queries.size()];
        for (int i = 0; i < millis.length; i++) {
            var query = queries.get(i).toArray();
            long start = System.nanoTime();
            scan(flat, vectors.size(), query);
            millis[i] = Report.millis(System.nanoTime() - start);
        }
        return millis;
    }

    private static PriorityQueue<double[]> scan(float[][] blocks, int size, float[] query) {
        var best = new PriorityQueue<double[]>((a, b) -> Double.compare(a[0], b[0]));
        for (int i = 0; i < size; i++) {
            float product = dot(query, blocks[i / 1024], i % 1024 * query.length);
            if (best.size() < TOP || product > best.element()[0]) {
                best.add(new double[] {product, i});
                if (best.size() > TOP) {
                    best.remove();
                }
            }
        }
        return best;
    }

    private static float dot(float[] query, float[] block, int at) {
        var species = FloatVector.SPECIES_PREFERRED;
        int width = species.length();
        var a = FloatVector.zero(species);
        var b = FloatVector.zero(species);
        for (int i = 0; i < query.length; i += 2 * width) {
            a = FloatVector.fromArray(species, query, i).fma(FloatVector.fromArray(species, block, at + i), a);
            b = FloatVector.fromArray(species, query, i + width)
                    .fma(FloatVector.fromArray(species, block, at + i + width), b);
        }
        return a.add(b).reduceLanes(VectorOperators.ADD);
    }
}
