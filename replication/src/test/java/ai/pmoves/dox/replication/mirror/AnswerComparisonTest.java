package ai.pmoves.dox.replication.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import ai.pmoves.dox.domain.Id;
import ai.pmoves.dox.domain.Json;
import ai.pmoves.dox.domain.search.Chunk;
import ai.pmoves.dox.domain.search.ChunkHit;
import ai.pmoves.dox.domain.search.SourceType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class AnswerComparisonTest {
    private static ChunkHit hit(String id, double score) {
        var chunk = new Chunk(Id.of(id), SourceType.PDF, null, null, 0, "text", Json.emptyObject());
        return new ChunkHit(chunk, score, OptionalDouble.of(score), OptionalDouble.empty());
    }

    @Test
    void theOrderOfJsonMembersDoesNotCount() {
        var one = new LinkedHashMap<String, Object>(Map.of("a", 1));
        one.put("b", 2);
        var other = new LinkedHashMap<String, Object>(Map.of("b", 2));
        other.put("a", 1);
        assertThat(AnswerComparison.of(Optional.of(Json.of(one)), Optional.of(Json.of(other))))
                .isTrue();
        assertThat(AnswerComparison.of(List.of(Json.of(1L)), List.of(Json.of(1.0))))
                .isFalse();
    }

    @Test
    void anAnswerThatIsMissingIsAnother() {
        assertThat(AnswerComparison.of(Optional.empty(), Optional.of(1))).isFalse();
        assertThat(AnswerComparison.of(List.of(), List.of(hit("a", 1)))).isFalse();
        assertThat(AnswerComparison.of(List.of(hit("a", 1)), List.of())).isFalse();
    }

    @Test
    void hitsOfAboutOneScoreMaySwap() {
        var hits = List.of(hit("a", 0.9), hit("b", 0.5), hit("c", 0.500001), hit("d", 0.1));
        assertThat(AnswerComparison.of(hits, List.of(hit("a", 0.9), hit("c", 0.5), hit("b", 0.5), hit("d", 0.1))))
                .isTrue();
        assertThat(AnswerComparison.of(hits, List.of(hit("b", 0.9), hit("a", 0.5), hit("c", 0.5), hit("d", 0.1))))
                .isFalse();
        assertThat(AnswerComparison.of(hits, List.of(hit("a", 0.8), hit("b", 0.5), hit("c", 0.5), hit("d", 0.1))))
                .isFalse();
    }

    @Test
    void hitsThatAreCutOffWithOthersOfTheirScoreMayBeOthers() {
        var hits = List.of(hit("a", 0.9), hit("b", 0.5));
        assertThat(AnswerComparison.of(hits, List.of(hit("a", 0.9), hit("c", 0.5))))
                .isTrue();
        assertThat(AnswerComparison.of(hits, List.of(hit("c", 0.9), hit("b", 0.5))))
                .isFalse();
    }
}
