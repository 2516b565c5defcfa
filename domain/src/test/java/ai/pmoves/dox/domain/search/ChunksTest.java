package ai.pmoves.dox.domain.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.pmoves.dox.domain.ApiEndpoint;
import ai.pmoves.dox.domain.Id;
import ai.pmoves.dox.domain.Json;
import ai.pmoves.dox.domain.LogEntry;
import ai.pmoves.dox.domain.Tag;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ChunksTest {
    private static LogEntry log(@Nullable String message) {
        return new LogEntry(Id.of("l"), Id.of("d"), "t1", null, "WARN", "E9", "Billing", message, null);
    }

    @Test
    void anOperationReadsAsMethodPathSummaryTags() {
        var api = new ApiEndpoint(
                Id.of("x"),
                Id.of("d"),
                null,
                "POST",
                "/loans",
                "Create loan",
                Json.of(List.of("loans", "v2")),
                null,
                null);
        var chunk = Chunks.of(api).orElseThrow();
        assertThat(chunk.id().value()).isEqualTo("api:x");
        assertThat(chunk.text()).isEqualTo("POST /loans Create loan loans, v2");
        assertThat(chunk.meta().asObject()).containsEntry("name", null).containsEntry("tags", List.of("loans", "v2"));
    }

    @Test
    void aLogEntryWithoutAMessageIsNotFound() {
        assertThat(Chunks.of(log(null))).isEmpty();
        assertThat(Chunks.of(log(" \n"))).isEmpty();
        assertThat(Chunks.of(log("disk full")).orElseThrow().meta().asObject().keySet())
                .containsExactly("type", "level", "code", "component", "ts", "document_id");
    }

    @Test
    void longTextIsCutButTagsAreNot() {
        assertThat(Chunks.of(log("x".repeat(5_000))).orElseThrow().text()).hasSize(Chunks.MAX_CHARS);
        var tag = new Tag(Id.of("t"), Id.of("d"), "y".repeat(5_000), null, null, null, 1);
        assertThat(Chunks.of(tag).orElseThrow().text()).hasSize(5_000);
    }

    @Test
    void equalTextsHaveEqualHashes() {
        assertThat(Chunks.textHash("a")).isEqualTo(Chunks.textHash("a")).hasSize(32);
        assertThat(Chunks.textHash("a")).isNotEqualTo(Chunks.textHash("b"));
    }

    @Test
    void aVectorHasTheLengthOne() {
        assertThatThrownBy(() -> Embedding.of(new float[] {1, 1})).hasMessageContaining("has to be 1");
        assertThatThrownBy(() -> Embedding.of(new float[] {Float.NaN})).hasMessageContaining("NaN");
        assertThat(Embedding.of(new float[] {0, 1})).isEqualTo(Embedding.of(new float[] {0, 1}));
        assertThatThrownBy(() -> new ModelId("m", "r", 7)).hasMessageContaining("7 dimensions");
    }
}
