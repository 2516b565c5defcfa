package ai.pmoves.dox.contract.store;

import static ai.pmoves.dox.contract.store.ChunkFixture.at;
import static ai.pmoves.dox.contract.store.ChunkFixture.ids;
import static ai.pmoves.dox.contract.store.ChunkFixture.log;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.pmoves.dox.domain.Id;
import ai.pmoves.dox.domain.search.Chunk;
import ai.pmoves.dox.domain.search.ChunkFilter;
import ai.pmoves.dox.domain.search.ChunkHit;
import ai.pmoves.dox.domain.search.ModelId;
import ai.pmoves.dox.domain.search.SearchMode;
import ai.pmoves.dox.ports.search.ChunkIndex.EmbeddedChunk;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which vectors chunks have after writes that meet, and what is found then: where stores have differed. */
public interface ChunkWritesContract extends ChunkFixture {

    @BeforeEach
    default void addTheDocument() {
        store().documents().add(Rows.document("d1"));
    }

    private void putEmbedded(ModelId model, Chunk chunk, double degrees) {
        store().chunks().putEmbedded(model, List.of(new EmbeddedChunk(chunk, at(degrees))));
    }

    private List<String> byMeaning() {
        return byVector(0, ChunkFilter.NONE);
    }

    @Test
    default void aSearchWithinAUnitThatRollsBackLeavesNoTrace() {
        store().chunks().put(List.of(log("1", "one"), log("2", "two")));
        embed(MODEL, "one", 0);
        assertThat(byMeaning()).containsExactly("log:1");
        assertThatThrownBy(() -> store().unitOfWork().run(() -> {
                    embed(MODEL, "two", 5);
                    store().chunks().remove(List.of(Id.of("log:1")));
                    assertThat(byMeaning()).containsExactly("log:2");
                    throw new IllegalStateException("on purpose");
                }))
                .hasMessage("on purpose");
        assertThat(byMeaning()).containsExactly("log:1");
        embed(MODEL, "two", 5);
        assertThat(byMeaning()).containsExactly("log:1", "log:2");
    }

    @Test
    default void aVectorThatComesWithAChunkTakesThePlaceOfAnotherModels() {
        store().chunks().put(List.of(log("1", "one")));
        embed(OTHER_MODEL, "one", 0);
        store().chunks().replaceModel(MODEL);
        putEmbedded(MODEL, log("1", "one"), 5);
        assertThat(store().chunks().count(MODEL).pending()).isZero();
        assertThat(byMeaning()).containsExactly("log:1");
    }

    @Test
    default void aVectorThatComesWithAChunkIsItsOwnUntilOthersOfThatTextAskForIt() {
        store().chunks().put(List.of(log("1", "same")));
        putEmbedded(MODEL, log("2", "same"), 5);
        assertThat(byMeaning()).containsExactly("log:2");
        assertThat(store().chunks().listPending(MODEL, 10)).isEmpty();
        assertThat(byMeaning()).containsExactly("log:1", "log:2");
    }

    @Test
    default void aModelThatComesBackFindsEachChunkOnce() {
        putEmbedded(MODEL, log("1", "one"), 5);
        assertThat(byMeaning()).containsExactly("log:1");
        store().chunks().replaceModel(OTHER_MODEL);
        putEmbedded(OTHER_MODEL, log("1", "one"), 5);
        store().chunks().replaceModel(MODEL);
        putEmbedded(MODEL, log("1", "one"), 5);
        assertThat(byMeaning()).containsExactly("log:1");
    }

    @Test
    default void ofChunksOfOneIdTheLastCountsInThePlaceOfTheFirst() {
        var chunks = new ArrayList<Chunk>();
        for (int i = 0; i < 150; i++) {
            chunks.add(log("l" + i, i == 0 ? "first" : "word"));
        }
        chunks.add(log("l0", "word"));
        store().chunks().put(chunks);
        assertThat(byText("first")).isEmpty();
        assertThat(byText("word")).hasSize(10).startsWith("log:l0", "log:l1", "log:l2");
    }

    @Test
    default void aChunkThatIsPutAgainDuringARebuildKeepsItsVector() {
        putEmbedded(MODEL, log("1", "steady"), 5);
        store().chunks().rebuild(sink -> {
            store().chunks().put(List.of(log("1", "steady")));
            sink.accept(log("1", "steady"));
        });
        assertThat(store().chunks().count(MODEL).pending()).isZero();
        assertThat(byMeaning()).containsExactly("log:1");
    }

    @Test
    default void wordsAreFoundHoweverTheirLettersAreComposedAndWhateverInvisibleStandsThere() {
        store().chunks()
                .put(List.of(
                        log("composed", "a caf\u00e9 here"),
                        log("decomposed", "a cafe\u0301 here"),
                        log("invisible", "\ufeffcaf\u00e9\u200b \u00adhere a")));
        var hits = search(SearchMode.TEXT, "cafe", at(0), ChunkFilter.NONE, 10);
        assertThat(ids(hits)).containsExactly("log:composed", "log:decomposed", "log:invisible");
        assertThat(hits)
                .extracting(ChunkHit::score)
                .containsOnly(hits.getFirst().score());
    }
}
