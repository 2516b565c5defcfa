package ai.pmoves.dox.contract.store;

import static ai.pmoves.dox.contract.store.ChunkFixture.api;
import static ai.pmoves.dox.contract.store.ChunkFixture.at;
import static ai.pmoves.dox.contract.store.ChunkFixture.ids;
import static ai.pmoves.dox.contract.store.ChunkFixture.log;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.pmoves.dox.domain.Id;
import ai.pmoves.dox.domain.Json;
import ai.pmoves.dox.domain.Section;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.domain.search.Chunk;
import ai.pmoves.dox.domain.search.ChunkFilter;
import ai.pmoves.dox.domain.search.Chunks;
import ai.pmoves.dox.domain.search.Embedding;
import ai.pmoves.dox.domain.search.SearchMode;
import ai.pmoves.dox.domain.search.SourceType;
import ai.pmoves.dox.ports.search.ChunkIndex.EmbeddedChunk;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What every {@link ai.pmoves.dox.ports.search.ChunkIndex} does. */
public interface ChunkIndexContract extends ChunkFixture {
    @Test
    default void aWriteIsFoundByItsWordsAtOnce() {
        store().documents().add(Rows.document("d1"));
        store().chunks().put(List.of(log("1", "The payment gateway timed out"), log("2", "All is well")));
        assertThat(byText("payments")).containsExactly("log:1");
        assertThat(byText("gateway well")).containsExactlyInAnyOrder("log:1", "log:2");
        assertThat(byText("nothing of this")).isEmpty();
    }

    @Test
    default void textWithoutWordsOrWithOddSignsFindsNothingAndDoesNotFail() {
        store().documents().add(Rows.document("d1"));
        store().chunks().put(List.of(log("1", "plain words")));
        for (var text : List.of("!!!", "\"", "a AND (", "NEAR(x", "col:val*", "-- ; drop table", "'")) {
            assertThat(byText(text)).isEmpty();
        }
    }

    @Test
    default void aChunkComesBackWithItsMetadata() {
        store().artifacts().upsertWithDocument(Rows.artifact("a1"), Rows.document("d1", "a1"));
        var section = new Section(Id.of("s"), Id.of("d1"), 3, "Revenue rose", 7, null);
        var chunk = Chunks.of(List.of(section), Optional.empty(), Rows.artifact("a1"))
                .getFirst();
        store().chunks().put(List.of(chunk));
        var hit = search(SearchMode.TEXT, "revenue", at(0), ChunkFilter.NONE, 1).getFirst();
        assertThat(hit.chunk()).isEqualTo(chunk);
        assertThat(hit.score()).isBetween(0.0, 1.0);
        assertThat(hit.textScore()).isPresent();
        assertThat(hit.cosineSimilarity()).isEmpty();
    }

    @Test
    default void vectorsAreFoundNearestFirstWithTheirCosine() {
        store().documents().add(Rows.document("d1"));
        store().chunks().put(List.of(log("far", "far"), log("near", "near"), log("behind", "behind")));
        assertThat(byVector(0, ChunkFilter.NONE)).isEmpty();
        embed(MODEL, "far", 60);
        embed(MODEL, "near", 10);
        embed(MODEL, "behind", 170);
        var hits = search(SearchMode.VECTOR, "x", at(0), ChunkFilter.NONE, 10);
        assertThat(ids(hits)).containsExactly("log:near", "log:far");
        assertThat(hits.getFirst().score()).isCloseTo(Math.cos(Math.toRadians(10)), within(1e-5));
    }

    @Test
    default void equalTextsWaitOnceAndAreEmbeddedTogether() {
        store().documents().add(Rows.document("d1"));
        store().chunks().put(List.of(log("1", "same"), log("2", "same"), api("3", "/x")));
        var pending = store().chunks().listPending(MODEL, 10);
        assertThat(pending).hasSize(1).first().extracting(p -> p.text()).isEqualTo("GET /x Summary of 3");
        assertThat(store().chunks().count(MODEL).pending()).isEqualTo(3);
        embed(MODEL, "same", 5);
        assertThat(byVector(0, ChunkFilter.NONE)).containsExactly("log:1", "log:2");
        embed(MODEL, "GET /x Summary of 3", 5);
        assertThat(store().chunks().listPending(MODEL, 10)).isEmpty();
        assertThat(store().chunks().count(MODEL).pending()).isZero();
        assertThat(store().chunks().count(MODEL).chunks()).isEqualTo(3);
    }

    @Test
    default void aTextThatWasEmbeddedBeforeIsNotEmbeddedAgain() {
        store().documents().add(Rows.document("d1"));
        store().chunks().put(List.of(log("1", "same")));
        embed(MODEL, "same", 5);
        store().chunks().put(List.of(log("2", "same")));
        assertThat(store().chunks().listPending(MODEL, 10)).isEmpty();
        assertThat(byVector(0, ChunkFilter.NONE)).containsExactly("log:1", "log:2");
    }

    @Test
    default void aChunkWithANewTextLosesItsVectorAndOneWithTheOldKeepsIt() {
        store().documents().add(Rows.document("d1"));
        store().chunks().put(List.of(log("1", "old text"), log("2", "kept text")));
        embed(MODEL, "old text", 5);
        embed(MODEL, "kept text", 6);
        assertThat(byVector(0, ChunkFilter.NONE)).containsExactly("log:1", "log:2");
        store().chunks().put(List.of(log("1", "brand new"), log("2", "kept text")));
        assertThat(byVector(0, ChunkFilter.NONE)).containsExactly("log:2");
        assertThat(byText("old")).isEmpty();
        assertThat(byText("brand")).containsExactly("log:1");
    }

    @Test
    default void vectorsOfDifferentModelsNeverMeet() {
        store().documents().add(Rows.document("d1"));
        store().chunks().put(List.of(log("1", "one")));
        embed(OTHER_MODEL, "one", 0);
        assertThat(byVector(0, ChunkFilter.NONE)).isEmpty();
        assertThat(store().chunks().count(MODEL).pending()).isEqualTo(1);
        store().chunks().replaceModel(MODEL);
        store().chunks().useModel(MODEL);
        store().chunks().requireModel(MODEL);
        assertThat(store().chunks().listPending(MODEL, 10)).hasSize(1);
        embed(MODEL, "one", 0);
        assertThat(byVector(0, ChunkFilter.NONE)).containsExactly("log:1");
    }

    @Test
    default void aVectorOfAnotherDimensionIsRefused() {
        store().documents().add(Rows.document("d1"));
        var short3 = Embedding.of(new float[] {1, 0, 0});
        assertThatThrownBy(() -> store().chunks().saveEmbeddings(MODEL, Map.of("x", short3)))
                .isInstanceOf(IllegalArgumentException.class);
        var chunk = new EmbeddedChunk(log("1", "one"), short3);
        assertThatThrownBy(() -> store().chunks().putEmbedded(MODEL, List.of(chunk)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    default void chunksComeWithTheirVectorsInOneCall() {
        store().documents().add(Rows.document("d1"));
        store().chunks().put(List.of(log("1", "old text")));
        store().chunks()
                .putEmbedded(
                        MODEL,
                        List.of(
                                new EmbeddedChunk(log("1", "new text"), at(20)),
                                new EmbeddedChunk(log("2", "other"), at(10))));
        assertThat(byVector(0, ChunkFilter.NONE)).containsExactly("log:2", "log:1");
        assertThat(byText("new")).containsExactly("log:1");
        assertThat(store().chunks().count(MODEL).pending()).isZero();
    }

    @Test
    default void filtersApplyBeforeTheBestAreTaken() {
        store().documents().add(Rows.document("d1"));
        store().documents().add(Rows.document("d2"));
        for (int i = 0; i < 30; i++) {
            store().chunks().put(List.of(log("l" + i, "loan number " + i)));
            embed(MODEL, "loan number " + i, 1);
        }
        var other = Chunks.of(Rows.api("x", "d2", "GET", "/loan")).orElseThrow();
        store().chunks().put(List.of(other));
        embed(MODEL, other.text(), 40);
        for (var filter : List.of(
                ChunkFilter.types(Set.of(SourceType.API)),
                new ChunkFilter(Set.of(), Optional.of(Id.of("d2")), Optional.empty(), Map.of()),
                new ChunkFilter(Set.of(), Optional.empty(), Optional.empty(), Map.of("path", "/loan")))) {
            for (var mode : SearchMode.values()) {
                assertThat(ids(search(mode, "loan", at(0), filter, 3)))
                        .as("%s %s", mode, filter)
                        .containsExactly("api:x");
            }
        }
        var nobody = new ChunkFilter(Set.of(), Optional.empty(), Optional.of(Id.of("nobody")), Map.of());
        assertThat(search(SearchMode.HYBRID, "loan", at(0), nobody, 3)).isEmpty();
    }

    @Test
    default void hybridFindsWhatEitherLegFindsAndSaysWhich() {
        store().documents().add(Rows.document("d1"));
        store().chunks().put(List.of(log("both", "cancel it"), log("word", "cancel that"), log("sense", "terminate")));
        embed(MODEL, "cancel it", 5);
        embed(MODEL, "terminate", 10);
        var hits = search(SearchMode.HYBRID, "cancel", at(0), ChunkFilter.NONE, 10);
        assertThat(ids(hits).getFirst()).isEqualTo("log:both");
        assertThat(ids(hits)).containsExactlyInAnyOrder("log:both", "log:word", "log:sense");
        assertThat(hits).allSatisfy(hit -> assertThat(hit.score()).isBetween(0.0, 1.0));
        var sense = hits.stream()
                .filter(h -> h.chunk().id().value().equals("log:sense"))
                .findFirst()
                .orElseThrow();
        assertThat(sense.textScore()).isEmpty();
        assertThat(sense.cosineSimilarity()).isPresent();
    }

    @Test
    default void aChunkGoesWithItsDocument() {
        store().documents().add(Rows.document("d1"));
        store().chunks().put(List.of(log("1", "gone soon")));
        embed(MODEL, "gone soon", 0);
        assertThat(byVector(0, ChunkFilter.NONE)).isNotEmpty();
        store().documents().remove(Id.of("d1"));
        assertThat(byVector(0, ChunkFilter.NONE)).isEmpty();
        assertThat(byText("gone")).isEmpty();
    }

    @Test
    default void aRemovedChunkIsFoundNoMore() {
        store().documents().add(Rows.document("d1"));
        store().chunks().put(List.of(log("1", "one thing"), log("2", "one more")));
        embed(MODEL, "one thing", 0);
        store().chunks().remove(List.of(Id.of("log:1"), Id.of("log:nobody")));
        assertThat(byText("one")).containsExactly("log:2");
        assertThat(byVector(0, ChunkFilter.NONE)).isEmpty();
    }

    @Test
    default void aChunkOfNoDocumentIsRefused() {
        Errors.assertFails(() -> store().chunks().put(List.of(log("1", "orphan"))), ErrorCode.PARENT_MISSING);
    }

    @Test
    default void aWriteThatIsRolledBackIsNotFound() {
        store().documents().add(Rows.document("d1"));
        assertThatThrownBy(() -> store().unitOfWork().run(() -> {
                    store().chunks().put(List.of(log("1", "phantom")));
                    throw new IllegalStateException("on purpose");
                }))
                .hasMessage("on purpose");
        assertThat(byText("phantom")).isEmpty();
    }

    @Test
    default void aRebuildSwapsInExactlyWhatTheSourceGivesAndKeepsVectors() {
        store().documents().add(Rows.document("d1"));
        store().chunks().put(List.of(log("1", "kept"), log("2", "dropped")));
        embed(MODEL, "kept", 0);
        long count = store().chunks()
                .rebuild(sink -> List.of(log("1", "kept"), log("3", "fresh")).forEach(sink));
        assertThat(count).isEqualTo(2);
        assertThat(byText("dropped")).isEmpty();
        assertThat(byText("fresh")).containsExactly("log:3");
        assertThat(byVector(0, ChunkFilter.NONE)).containsExactly("log:1");
        assertThat(store().chunks().count(MODEL).pending()).isEqualTo(1);
    }

    @Test
    default void aRebuildThatFailsLeavesTheOldGenerationServing() {
        store().documents().add(Rows.document("d1"));
        store().chunks().put(List.of(log("1", "steady")));
        embed(MODEL, "steady", 0);
        assertThatThrownBy(() -> store().chunks().rebuild(sink -> {
                    sink.accept(log("2", "half way"));
                    throw new IllegalStateException("on purpose");
                }))
                .hasMessage("on purpose");
        assertThat(byText("steady half")).containsExactly("log:1");
        assertThat(byVector(0, ChunkFilter.NONE)).containsExactly("log:1");
        assertThat(store().chunks().rebuild(sink -> sink.accept(log("1", "steady"))))
                .isEqualTo(1);
    }

    @Test
    default void writesDuringARebuildAreInTheNewGeneration() {
        store().documents().add(Rows.document("d1"));
        store().chunks().put(List.of(log("1", "before"), log("gone", "removed meanwhile")));
        store().chunks().rebuild(sink -> {
            sink.accept(log("1", "before"));
            store().chunks().put(List.of(log("2", "meanwhile")));
            store().chunks().remove(List.of(Id.of("log:gone")));
            assertThat(byText("meanwhile")).containsExactly("log:2");
        });
        assertThat(byText("before meanwhile")).containsExactlyInAnyOrder("log:1", "log:2");
    }

    @Test
    default void onlyOneRebuildRunsAtATime() {
        store().chunks()
                .rebuild(sink ->
                        Errors.assertFails(() -> store().chunks().rebuild(other -> {}), ErrorCode.REBUILD_RUNNING));
    }

    @Test
    default void metadataIsFilteredByTextNumberAndTruth() {
        store().documents().add(Rows.document("d1"));
        var meta = new HashMap<String, Object>(Map.of(
                "text",
                "a",
                "yes",
                true,
                "no",
                false,
                "seven",
                7,
                "half",
                0.5,
                "two",
                2.0,
                "large",
                1e10,
                "big",
                new BigInteger("123456789012345678901")));
        meta.putAll(Map.of("list", List.of("a"), "object", Map.of("k", "a"), "q\"'\\", "odd", "", "empty", "\0", "\0"));
        store().chunks()
                .put(List.of(
                        new Chunk(Id.of("x"), SourceType.LOG, null, Id.of("d1"), 0, "word", Json.of(meta)),
                        new Chunk(
                                Id.of("y"),
                                SourceType.LOG,
                                null,
                                Id.of("d1"),
                                1,
                                "word",
                                Json.of(Map.of("seven", "7")))));
        var found = Map.ofEntries(
                Map.entry("text", "a"),
                Map.entry("yes", "true"),
                Map.entry("no", "false"),
                Map.entry("half", "0.5"),
                Map.entry("two", "2.0"),
                Map.entry("large", "10000000000.0"),
                Map.entry("big", "123456789012345678901"),
                Map.entry("q\"'\\", "odd"),
                Map.entry("", "empty"),
                Map.entry("\0", "\0"));
        found.forEach(
                (key, value) -> assertThat(withMetadata(key, value)).as(key).containsExactly("x"));
        assertThat(withMetadata("seven", "7")).containsExactly("x", "y");
        var absent = Map.of(
                "yes",
                "1",
                "no",
                "0",
                "two",
                "2",
                "large",
                "1.0E10",
                "list",
                "[\"a\"]",
                "object",
                "{\"k\": \"a\"}",
                "nothing",
                "",
                "text",
                "A");
        absent.forEach(
                (key, value) -> assertThat(withMetadata(key, value)).as(key).isEmpty());
    }

    private List<String> withMetadata(String key, String value) {
        var filter = new ChunkFilter(Set.of(), Optional.empty(), Optional.empty(), Map.of(key, value));
        return ids(search(SearchMode.TEXT, "word", at(0), filter, 9));
    }

    @Test
    default void metadataKeepsItsForm() {
        store().documents().add(Rows.document("d1"));
        var meta = Json.of(Map.of("type", "log", "n", 1L, "list", List.of("a")));
        store().chunks()
                .put(List.of(new Chunk(Id.of("log:1"), SourceType.LOG, null, Id.of("d1"), 0, "meta data", meta)));
        assertThat(search(SearchMode.TEXT, "meta", at(0), ChunkFilter.NONE, 1)
                        .getFirst()
                        .chunk()
                        .meta())
                .isEqualTo(meta);
    }
}
