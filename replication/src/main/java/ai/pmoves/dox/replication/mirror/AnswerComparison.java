package ai.pmoves.dox.replication.mirror;

import ai.pmoves.dox.domain.search.ChunkHit;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Compares the answers of two stores. Ignores the order of JSON members and the order of hits whose scores are nearly
 * equal.
 */
final class AnswerComparison {
    private static final double SAME_SCORE = 1e-5;

    private AnswerComparison() {}

    static boolean of(@Nullable Object one, @Nullable Object other) {
        if (Objects.equals(one, other)) {
            return true;
        }
        return one instanceof List<?> list
                && other instanceof List<?> others
                && !list.isEmpty()
                && list.size() == others.size()
                && ofHits(list, others);
    }

    private static boolean ofHits(List<?> list, List<?> others) {
        for (int i = 0; i < list.size(); i++) {
            boolean same = list.get(i) instanceof ChunkHit hit
                    && others.get(i) instanceof ChunkHit other
                    && isClose(hit, other.score())
                    && isAmong(hit, others);
            if (!same) {
                return false;
            }
        }
        return true;
    }

    /** At its score, or cut off together with others of its score. */
    private static boolean isAmong(ChunkHit hit, List<?> others) {
        return isClose(hit, ((ChunkHit) others.getLast()).score())
                || others.stream()
                        .map(ChunkHit.class::cast)
                        .anyMatch(other ->
                                isClose(hit, other.score()) && other.chunk().equals(hit.chunk()));
    }

    private static boolean isClose(ChunkHit hit, double score) {
        return Math.abs(hit.score() - score) < SAME_SCORE;
    }
}
