package ai.pmoves.dox.sqlite.internal.search;

import static ai.pmoves.dox.jooq.tables.Tables.SEARCH_CHUNKS;

import ai.pmoves.dox.domain.Id;
import ai.pmoves.dox.domain.search.ChunkFilter;
import ai.pmoves.dox.domain.search.ChunkHit;
import ai.pmoves.dox.domain.search.ChunkQuery;
import ai.pmoves.dox.domain.search.RankFusion;
import ai.pmoves.dox.domain.search.RankFusion.Fused;
import ai.pmoves.dox.domain.search.RankFusion.Ranking;
import ai.pmoves.dox.domain.search.SearchMode;
import ai.pmoves.dox.sqlite.internal.search.Nearest.Neighbour;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.DoubleUnaryOperator;
import java.util.function.LongPredicate;
import java.util.stream.Collectors;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/** Answers a query within one snapshot of the store: words by FTS5, meaning by {@link LocalVectors}. */
final class ChunkSearch {
    /** The minimum number of hits of each leg, so that fusion has enough of them. */
    private static final int FUSION_DEPTH = 100;

    private final LocalVectors vectors;

    ChunkSearch(LocalVectors vectors) {
        this.vectors = vectors;
    }

    /** Returns the hits, or empty if the generation was swapped meanwhile and the caller should retry. */
    Optional<List<ChunkHit>> search(DSLContext dsl, ChunkQuery query) {
        long generation = SearchState.read(dsl).serving();
        boolean fused = query.mode() == SearchMode.HYBRID;
        int depth = fused ? Math.max(FUSION_DEPTH, query.limit()) : query.limit();
        Map<Long, Double> byText =
                query.mode() == SearchMode.VECTOR ? Map.of() : TextSearch.search(dsl, generation, query, depth);
        Optional<Map<Long, Double>> byVector =
                query.mode() == SearchMode.TEXT ? Optional.of(Map.of()) : byVector(dsl, generation, query, depth);
        return byVector.map(neighbours -> hits(dsl, rank(query, byText, neighbours), byText, neighbours));
    }

    private static List<Fused<Long>> rank(ChunkQuery query, Map<Long, Double> byText, Map<Long, Double> byVector) {
        return switch (query.mode()) {
            case TEXT -> scored(byText, bm25 -> bm25 / (1 + bm25));
            case VECTOR -> scored(byVector, cosine -> Math.min(1, cosine));
            case HYBRID ->
                RankFusion.fuse(
                        List.of(
                                new Ranking<>(List.copyOf(byText.keySet()), 1),
                                new Ranking<>(List.copyOf(byVector.keySet()), 1)),
                        query.limit());
        };
    }

    private static List<Fused<Long>> scored(Map<Long, Double> ranking, DoubleUnaryOperator score) {
        return ranking.entrySet().stream()
                .map(entry -> new Fused<>(entry.getKey(), score.applyAsDouble(entry.getValue())))
                .toList();
    }

    private Optional<Map<Long, Double>> byVector(DSLContext dsl, long generation, ChunkQuery query, int limit) {
        var vector = query.vector().orElseThrow();
        return vectors.nearest(
                        dsl,
                        generation,
                        vector.model(),
                        vector.embedding().toArray(),
                        scope(dsl, generation, query.filter()),
                        limit)
                .map(neighbours -> neighbours.stream()
                        .collect(Collectors.toMap(
                                Neighbour::chunkNo,
                                neighbour -> (double) neighbour.cosine(),
                                (a, b) -> a,
                                LinkedHashMap::new)));
    }

    private static VectorSet.Scope scope(DSLContext dsl, long generation, ChunkFilter filter) {
        return new VectorSet.Scope(
                filter.types(),
                filter.documentId().map(Id::value).orElse(null),
                filter.artifactId().map(Id::value).orElse(null),
                filter.metadata().isEmpty() ? null : numbers(dsl, generation, filter));
    }

    /** Metadata is not in memory: a query finds the chunks that have it. */
    private static @Nullable LongPredicate numbers(DSLContext dsl, long generation, ChunkFilter filter) {
        Set<Long> numbers = dsl.select(ChunkRows.CHUNK_NO)
                .from(SEARCH_CHUNKS)
                .where(SEARCH_CHUNKS.GENERATION.eq(generation))
                .and(ChunkConditions.of(filter))
                .fetchSet(ChunkRows.CHUNK_NO);
        return numbers::contains;
    }

    private static List<ChunkHit> hits(
            DSLContext dsl, List<Fused<Long>> ranking, Map<Long, Double> byText, Map<Long, Double> byVector) {
        var chunks = ChunkRows.read(dsl, ranking.stream().map(Fused::item).toList());
        var hits = new ArrayList<ChunkHit>();
        for (var ranked : ranking) {
            var chunk = chunks.get(ranked.item());
            if (chunk != null) { // a vector in memory may belong to a chunk that is gone in this snapshot
                hits.add(new ChunkHit(
                        chunk, ranked.score(), score(byText, ranked.item()), score(byVector, ranked.item())));
            }
        }
        return hits;
    }

    private static OptionalDouble score(Map<Long, Double> ranking, Long number) {
        var score = ranking.get(number);
        return score == null ? OptionalDouble.empty() : OptionalDouble.of(score);
    }
}
