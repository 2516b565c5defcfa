package ai.pmoves.dox.domain.search;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reciprocal rank fusion: several rankings of the same things become one.
 *
 * <p>A thing's score is the weighted sum of {@code 1 / (k + rank)} over the rankings that hold it, divided by
 * the sum of a thing that is first in all of them, so it lies in 0 to 1. Ties keep the order of first sight.
 */
public final class RankFusion {
    /** Measured best on two public collections; the 60 of the original paper flattens short lists. */
    public static final int K = 20;

    private RankFusion() {}

    /** One ranking, best first, and what it counts. */
    public record Ranking<T>(List<T> items, double weight) {}

    /** A thing and its fused score. */
    public record Fused<T>(T item, double score) {}

    /** Returns the best {@code limit} of all rankings, best first. */
    public static <T> List<Fused<T>> fuse(List<Ranking<T>> rankings, int limit) {
        Map<T, Double> sums = new LinkedHashMap<>();
        double best = 0;
        for (var ranking : rankings) {
            best += ranking.weight() / (K + 1);
            int rank = 1;
            for (var item : ranking.items()) {
                sums.merge(item, ranking.weight() / (K + rank), Double::sum);
                rank++;
            }
        }
        var fused = new ArrayList<Fused<T>>(sums.size());
        for (var entry : sums.entrySet()) {
            fused.add(new Fused<>(entry.getKey(), entry.getValue() / best));
        }
        fused.sort(Comparator.comparingDouble((Fused<T> f) -> f.score()).reversed());
        return List.copyOf(fused.subList(0, Math.min(limit, fused.size())));
    }
}
