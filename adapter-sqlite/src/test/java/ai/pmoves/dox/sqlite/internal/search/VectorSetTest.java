package ai.pmoves.dox.sqlite.internal.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.pmoves.dox.domain.search.SourceType;
import ai.pmoves.dox.sqlite.internal.search.Nearest.Neighbour;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VectorSetTest {
    private static final VectorSet.Scope ALL = new VectorSet.Scope(Set.of(), null, null, null);

    private static float[] unit(Random random, int dimension) {
        var vector = new float[dimension];
        double squares = 0;
        for (int i = 0; i < dimension; i++) {
            vector[i] = (float) random.nextGaussian();
            squares += vector[i] * vector[i];
        }
        for (int i = 0; i < dimension; i++) {
            vector[i] /= (float) Math.sqrt(squares);
        }
        return vector;
    }

    private static List<VectorSet.Entry> entries(Random random, int count, int dimension) {
        var entries = new ArrayList<VectorSet.Entry>();
        for (int i = 0; i < count; i++) {
            var type = SourceType.values()[i % 4];
            entries.add(
                    new VectorSet.Entry(i * 3L, type, "d" + i % 7, i % 2 == 0 ? null : "a", unit(random, dimension)));
        }
        return entries;
    }

    private static List<Long> bruteForce(List<VectorSet.Entry> entries, float[] query, int limit) {
        return entries.stream()
                .map(e -> new Neighbour(e.chunkNo(), (float) dot(query, e.vector())))
                .filter(n -> n.cosine() >= 0)
                .sorted(Comparator.comparingDouble((Neighbour n) -> n.cosine()).reversed())
                .limit(limit)
                .map(Neighbour::chunkNo)
                .toList();
    }

    private static double dot(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (double) a[i] * b[i];
        }
        return sum;
    }

    @ParameterizedTest
    @ValueSource(ints = {384, 1024})
    void theNearestAreThoseOfAnExhaustiveSearch(int dimension) {
        var random = new Random(7);
        var entries = entries(random, 3_000, dimension);
        var set = new VectorSet(dimension, DotProducts.fastest());
        entries.forEach(set::add);
        for (int i = 0; i < 20; i++) {
            var query = unit(random, dimension);
            assertThat(set.nearest(query, ALL, 10))
                    .extracting(Neighbour::chunkNo)
                    .isEqualTo(bruteForce(entries, query, 10));
        }
    }

    @Test
    void aScopeApplies() {
        var random = new Random(8);
        var entries = entries(random, 2_500, 384);
        var set = new VectorSet(384, DotProducts.fastest());
        entries.forEach(set::add);
        var query = unit(random, 384);
        var scope = new VectorSet.Scope(Set.of(SourceType.LOG), "d3", null, number -> number % 2 == 0);
        var wanted = entries.stream()
                .filter(e -> e.type() == SourceType.LOG && "d3".equals(e.documentId()) && e.chunkNo() % 2 == 0)
                .toList();
        assertThat(set.nearest(query, scope, 5))
                .extracting(Neighbour::chunkNo)
                .isNotEmpty()
                .isEqualTo(bruteForce(wanted, query, 5));
        assertThat(set.nearest(query, new VectorSet.Scope(Set.of(), "nobody", null, null), 5))
                .isEmpty();
    }

    @Test
    void whatIsRemovedIsFoundNoMoreAndTheRestStays() {
        var random = new Random(9);
        var entries = entries(random, 2_100, 384);
        var set = new VectorSet(384, DotProducts.fastest());
        entries.forEach(set::add);
        set.retain(number -> number % 9 == 0);
        var kept = entries.stream().filter(e -> e.chunkNo() % 9 == 0).toList();
        assertThat(set.size()).isEqualTo(kept.size());
        var query = unit(random, 384);
        assertThat(set.nearest(query, ALL, 20)).extracting(Neighbour::chunkNo).isEqualTo(bruteForce(kept, query, 20));
        var added = new VectorSet.Entry(99_999, SourceType.API, null, null, query);
        set.add(added);
        assertThat(set.nearest(query, ALL, 1)).extracting(Neighbour::chunkNo).containsExactly(99_999L);
    }

    @Test
    void simdAndScalarAgree() {
        var random = new Random(10);
        var query = unit(random, 1024);
        var block = unit(random, 1024 * 5);
        var simd = new float[5];
        var scalar = new float[5];
        var fastest = DotProducts.fastest();
        assertThat(fastest.name()).startsWith("simd-");
        fastest.compute(query, block, 5, simd);
        new ScalarDotProducts().compute(query, block, 5, scalar);
        for (int i = 0; i < 5; i++) {
            assertThat(simd[i]).isCloseTo(scalar[i], within(1e-6f));
        }
    }

    @Test
    void ofEqualCosinesTheOlderChunkComesFirst() {
        var nearest = new Nearest(2);
        nearest.offer(0.5f, 30);
        nearest.offer(0.5f, 10);
        nearest.offer(0.5f, 20);
        assertThat(nearest.best()).extracting(Neighbour::chunkNo).containsExactly(10L, 20L);
    }
}
