package ai.pmoves.dox.contract.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.pmoves.dox.domain.Json;
import ai.pmoves.dox.domain.rows.Row;
import ai.pmoves.dox.domain.rows.StoreTable;
import ai.pmoves.dox.domain.search.ChunkFilter;
import ai.pmoves.dox.domain.search.ChunkQuery;
import ai.pmoves.dox.domain.search.Chunks;
import ai.pmoves.dox.domain.search.Embedding;
import ai.pmoves.dox.domain.search.ModelId;
import ai.pmoves.dox.domain.search.SearchMode;
import ai.pmoves.dox.ports.rows.RowWriter.Written;
import ai.pmoves.dox.ports.store.Store;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a {@link ai.pmoves.dox.ports.rows.StoreRows} writes as rows of chunks is found by search at once. */
public interface ChunkRowsContract {
    ModelId MODEL = new ModelId("test-model", "r1", 384);

    Store store();

    @BeforeEach
    default void writeParents() {
        OddRows.parents().forEach(parent -> store().rows().write(parent.table(), List.of(parent), null));
    }

    private static Row chunk(String id, String text, float @Nullable [] vector) {
        return Row.of(
                StoreTable.SEARCH_CHUNKS,
                id,
                "log",
                null,
                "d",
                0,
                text,
                Chunks.textHash(text),
                Json.emptyObject(),
                vector == null ? null : MODEL.text(),
                vector);
    }

    private Written write(Row... chunks) {
        return store().rows().write(StoreTable.SEARCH_CHUNKS, List.of(chunks), null);
    }

    private List<String> search(SearchMode mode, String text, double degrees) {
        var vector = Embedding.of(OddRows.vector(degrees));
        var query = new ChunkQuery(
                mode, text, Optional.of(new ChunkQuery.QueryVector(MODEL, vector)), ChunkFilter.NONE, 10);
        return store().chunks().search(query).stream()
                .map(hit -> hit.chunk().id().value())
                .toList();
    }

    private Row stored(String id) {
        return store().rows().find(StoreTable.SEARCH_CHUNKS, List.of(id)).getFirst();
    }

    @Test
    default void chunksAreFoundByWordAndByMeaning() {
        write(chunk("a", "apple pie", OddRows.vector(0)), chunk("b", "banana bread", OddRows.vector(60)));
        assertThat(search(SearchMode.TEXT, "banana", 0)).containsExactly("b");
        assertThat(search(SearchMode.VECTOR, "x", 10)).containsExactly("a", "b");
        assertThat(store().chunks().count(MODEL).pending()).isZero();
    }

    @Test
    default void aChangedTextIsFoundByItsNewWordsOnly() {
        write(chunk("a", "apple pie", OddRows.vector(0)), chunk("b", "banana bread", null));
        search(SearchMode.VECTOR, "x", 0);
        assertThat(write(chunk("a", "cherry cake", null), chunk("b", "banana bread", null)))
                .isEqualTo(new Written(0, 1, 1, 0));
        assertThat(search(SearchMode.TEXT, "apple", 0)).isEmpty();
        assertThat(search(SearchMode.TEXT, "cherry", 0)).containsExactly("a");
        assertThat(search(SearchMode.VECTOR, "x", 0)).isEmpty();
        assertThat(stored("a")).isEqualTo(chunk("a", "cherry cake", null));
    }

    @Test
    default void aTextThatChangedUnderItsHashIsPutRight() {
        var right = chunk("a", "apple pie", OddRows.vector(0));
        write(right.with("text", "apple lie"));
        assertThat(write(right)).isEqualTo(new Written(0, 1, 0, 0));
        assertThat(search(SearchMode.TEXT, "lie", 0)).isEmpty();
        assertThat(search(SearchMode.TEXT, "pie", 0)).containsExactly("a");
        assertThat(stored("a")).isEqualTo(right);
    }

    @Test
    default void aVectorOfTheSameTextIsKeptUnlessAnotherComes() {
        var had = chunk("a", "apple pie", OddRows.vector(0));
        write(had);
        assertThat(write(chunk("a", "apple pie", null))).isEqualTo(new Written(0, 0, 1, 0));
        assertThat(write(chunk("a", "apple pie", null).with("chunk_index", 7))).isEqualTo(new Written(0, 1, 0, 0));
        assertThat(stored("a")).isEqualTo(had.with("chunk_index", 7));
        assertThat(search(SearchMode.VECTOR, "x", 0)).containsExactly("a");
        var other = chunk("a", "apple pie", OddRows.vector(180));
        assertThat(write(other)).isEqualTo(new Written(0, 1, 0, 0));
        assertThat(stored("a")).isEqualTo(other);
        assertThat(search(SearchMode.VECTOR, "x", 0)).isEmpty();
        assertThat(search(SearchMode.VECTOR, "x", 180)).containsExactly("a");
    }

    @Test
    default void oneBitOfAVectorIsAChange() {
        var vector = OddRows.vector(0);
        write(chunk("a", "apple pie", vector));
        var other = vector.clone();
        other[383] = 0.0f;
        assertThat(write(chunk("a", "apple pie", other))).isEqualTo(new Written(0, 1, 0, 0));
        assertThat(stored("a")).isEqualTo(chunk("a", "apple pie", other));
    }

    @Test
    default void removedChunksAreNotFound() {
        write(chunk("a", "apple pie", OddRows.vector(0)), chunk("b", "apple bread", OddRows.vector(0)));
        search(SearchMode.VECTOR, "x", 0);
        assertThat(store().rows().delete(StoreTable.SEARCH_CHUNKS, List.of("a")))
                .isEqualTo(1);
        assertThat(search(SearchMode.VECTOR, "x", 0)).containsExactly("b");
        assertThat(search(SearchMode.TEXT, "apple", 0)).containsExactly("b");
        store().rows().delete(StoreTable.DOCUMENTS, List.of("d"));
        assertThat(search(SearchMode.TEXT, "apple", 0)).isEmpty();
    }

    @Test
    default void aVectorNeedsAModelAndADimensionOfOurs() {
        var chunk = chunk("a", "apple pie", OddRows.vector(0));
        assertThatThrownBy(() -> write(chunk.with("embedding_model", null))).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> write(chunk.with("embedding", new float[3])))
                .isInstanceOf(IllegalStateException.class);
        var large = new float[1024];
        large[0] = 1;
        var of1024 = chunk.with("embedding", large).with("embedding_model", "other@r1/1024");
        write(of1024);
        assertThat(stored("a")).isEqualTo(of1024);
    }
}
