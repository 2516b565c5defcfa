package ai.pmoves.dox.sqlite.internal.search;

import ai.pmoves.dox.domain.search.SourceType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/**
 * The vectors of one model and generation in memory, with the columns that filters need.
 *
 * <p>Not thread-safe: {@link LocalVectors} guards it. 384 dimensions take 1.5 KiB a vector.
 */
final class VectorSet {
    private static final int BLOCK = 1024;

    private final int dimension;
    private final DotProducts dotProducts;
    private final List<float[]> blocks = new ArrayList<>();
    private final Map<String, Integer> codes = new HashMap<>();
    private long[] chunkNos = new long[BLOCK];
    private byte[] types = new byte[BLOCK];
    private int[] documents = new int[BLOCK];
    private int[] artifacts = new int[BLOCK];
    private int size;

    VectorSet(int dimension, DotProducts dotProducts) {
        this.dimension = dimension;
        this.dotProducts = dotProducts;
        codes.put("", 0);
    }

    /** One chunk's vector and the columns that filters need. */
    record Entry(
            long chunkNo,
            SourceType type,
            @Nullable String documentId,
            @Nullable String artifactId,
            float[] vector) {}

    /** Which vectors take part: none of the three is asked where it is null or empty. */
    record Scope(
            Set<SourceType> types,
            @Nullable String documentId,
            @Nullable String artifactId,
            @Nullable LongPredicate chunkNos) {}

    int size() {
        return size;
    }

    void add(Entry entry) {
        if (size == chunkNos.length) {
            grow();
        }
        if (size % BLOCK == 0 && size / BLOCK == blocks.size()) {
            blocks.add(new float[BLOCK * dimension]);
        }
        System.arraycopy(entry.vector(), 0, blocks.get(size / BLOCK), size % BLOCK * dimension, dimension);
        chunkNos[size] = entry.chunkNo();
        types[size] = (byte) entry.type().ordinal();
        documents[size] = code(entry.documentId());
        artifacts[size] = code(entry.artifactId());
        size++;
    }

    private void grow() {
        int capacity = chunkNos.length * 2;
        chunkNos = Arrays.copyOf(chunkNos, capacity);
        types = Arrays.copyOf(types, capacity);
        documents = Arrays.copyOf(documents, capacity);
        artifacts = Arrays.copyOf(artifacts, capacity);
    }

    private int code(@Nullable String id) {
        return codes.computeIfAbsent(id == null ? "" : id, absent -> codes.size());
    }

    /** Keeps only the vectors whose chunk is still there. */
    void retain(LongPredicate isPresent) {
        int kept = 0;
        for (int i = 0; i < size; i++) {
            if (isPresent.test(chunkNos[i])) {
                move(i, kept++);
            }
        }
        size = kept;
        int needed = (kept + BLOCK - 1) / BLOCK;
        while (blocks.size() > needed) {
            blocks.removeLast();
        }
    }

    private void move(int from, int to) {
        if (from == to) {
            return;
        }
        System.arraycopy(
                blocks.get(from / BLOCK),
                from % BLOCK * dimension,
                blocks.get(to / BLOCK),
                to % BLOCK * dimension,
                dimension);
        chunkNos[to] = chunkNos[from];
        types[to] = types[from];
        documents[to] = documents[from];
        artifacts[to] = artifacts[from];
    }

    /** Returns the {@code limit} nearest of the scope with a cosine of at least 0, nearest first. */
    List<Nearest.Neighbour> nearest(float[] query, Scope scope, int limit) {
        var nearest = new Nearest(limit);
        var products = new float[BLOCK];
        boolean all = scope.types().isEmpty()
                && scope.documentId() == null
                && scope.artifactId() == null
                && scope.chunkNos() == null;
        var filter = all ? null : new Filter(scope);
        for (int block = 0; block < blocks.size(); block++) {
            int start = block * BLOCK;
            int count = Math.min(BLOCK, size - start);
            dotProducts.compute(query, blocks.get(block), count, products);
            for (int i = 0; i < count; i++) {
                if (products[i] >= nearest.floor() && (filter == null || filter.takes(start + i))) {
                    nearest.offer(products[i], chunkNos[start + i]);
                }
            }
        }
        return nearest.best();
    }

    private final class Filter {
        private final boolean[] wantedTypes = new boolean[SourceType.values().length];
        private final int document;
        private final int artifact;
        private final @Nullable LongPredicate numbers;

        Filter(Scope scope) {
            for (var type : SourceType.values()) {
                wantedTypes[type.ordinal()] =
                        scope.types().isEmpty() || scope.types().contains(type);
            }
            document = wanted(scope.documentId());
            artifact = wanted(scope.artifactId());
            numbers = scope.chunkNos();
        }

        /** -1 for any, an unused code for an id that no vector has. */
        private int wanted(@Nullable String id) {
            return id == null ? -1 : codes.getOrDefault(id, Integer.MAX_VALUE);
        }

        boolean takes(int i) {
            return wantedTypes[types[i]]
                    && (document < 0 || documents[i] == document)
                    && (artifact < 0 || artifacts[i] == artifact)
                    && (numbers == null || numbers.test(chunkNos[i]));
        }
    }
}
