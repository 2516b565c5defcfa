package ai.pmoves.dox.testing.stores.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.pmoves.dox.domain.Id;
import ai.pmoves.dox.domain.Json;
import ai.pmoves.dox.domain.search.Chunk;
import ai.pmoves.dox.domain.search.ChunkFilter;
import ai.pmoves.dox.domain.search.ChunkHit;
import ai.pmoves.dox.domain.search.ChunkQuery;
import ai.pmoves.dox.domain.search.Embedding;
import ai.pmoves.dox.domain.search.ModelId;
import ai.pmoves.dox.domain.search.SearchMode;
import ai.pmoves.dox.domain.search.SourceType;
import ai.pmoves.dox.ports.search.ChunkIndex.EmbeddedChunk;
import ai.pmoves.dox.testing.campaign.Tier;
import ai.pmoves.dox.testing.stores.BothStores;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Over some thousand chunks, each search finds the same ten on both stores; hits of about one score may swap. */
class SameHitsIT {
    private static final ModelId MODEL = new ModelId("random", "r1", 384);
    private static final int CHUNKS = 5_000;
    private static final int TEXTS = 4_000;
    private static final int QUERIES = Tier.choose(20, 60);
    private static final int TOP = 10;
    private static final double SAME_SCORE = 1e-5;

    @TempDir
    static Path folder;

    private static BothStores stores;

    @BeforeAll
    static void fill() throws SQLException {
        stores = new BothStores(folder, 1_000);
        var random = new Random(1);
        var texts = new ArrayList<EmbeddedChunk>();
        for (int i = 0; i < TEXTS; i++) {
            texts.add(new EmbeddedChunk(chunk(i, words(random, 5 + random.nextInt(60))), vector(random)));
        }
        var chunks = new ArrayList<>(texts);
        for (int i = TEXTS; i < CHUNKS; i++) { // texts that stand more than once, and so have equal scores
            var same = texts.get(random.nextInt(200));
            chunks.add(new EmbeddedChunk(chunk(i, same.chunk().text()), same.embedding()));
        }
        try (var statement = stores.postgresConnection().createStatement()) {
            statement.execute(
                    "drop index public.search_chunks_embedding_384"); // nobody asks it, and it takes long to fill
        }
        stores.stores().forEach(store -> store.chunks().putEmbedded(MODEL, chunks));
    }

    @AfterAll
    static void close() throws SQLException {
        stores.close();
    }

    private static Chunk chunk(int number, String text) {
        var type = SourceType.values()[number % SourceType.values().length];
        return new Chunk(Id.of("c" + number), type, null, null, number, text, Json.of(Map.of("part", number % 7)));
    }

    /** Words as often as in a language: the most common one has a share of an eighth, the rarest are seldom met. */
    private static String words(Random random, int count) {
        var words = new StringBuilder();
        for (int i = 0; i < count; i++) {
            words.append("word")
                    .append((int) Math.exp(random.nextDouble() * Math.log(3_000)))
                    .append(' ');
        }
        return words.toString().strip();
    }

    private static Embedding vector(Random random) {
        var vector = new float[MODEL.dimension()];
        double squares = 0;
        for (int i = 0; i < vector.length; i++) {
            vector[i] = (float) (0.3 + random.nextGaussian());
            squares += vector[i] * vector[i];
        }
        for (int i = 0; i < vector.length; i++) {
            vector[i] /= (float) Math.sqrt(squares);
        }
        return Embedding.of(vector);
    }

    private static List<ChunkFilter> filters() {
        return List.of(
                ChunkFilter.NONE,
                ChunkFilter.types(Set.of(SourceType.API, SourceType.TAG)),
                new ChunkFilter(Set.of(), Optional.empty(), Optional.empty(), Map.of("part", "3")));
    }

    @Test
    void vectorsAreTheSame() {
        compare(SearchMode.VECTOR);
    }

    @Test
    void wordsAreTheSame() {
        compare(SearchMode.TEXT);
    }

    @Test
    void bothTogetherAreTheSame() {
        compare(SearchMode.HYBRID);
    }

    private void compare(SearchMode mode) {
        var random = new Random(2);
        for (int i = 0; i < QUERIES; i++) {
            var vector = Optional.of(new ChunkQuery.QueryVector(MODEL, vector(random)));
            var text = words(random, 1 + random.nextInt(6));
            for (var filter : filters()) {
                compare(new ChunkQuery(mode, text, vector, filter, TOP));
            }
        }
    }

    private void compare(ChunkQuery query) {
        var sqlite = search(0, query);
        var postgres = search(1, query);
        assertThat(postgres).as("%s", query).hasSameSizeAs(sqlite);
        if (query.mode() == SearchMode.VECTOR) {
            assertThat(sqlite).hasSize(TOP);
        }
        for (int i = 0; i < sqlite.size(); i++) {
            var expected = sqlite.get(i);
            var hit = postgres.get(i);
            assertThat(hit.score()).as("score %d of %s", i, query).isCloseTo(expected.score(), within(SAME_SCORE));
            if (!hit.chunk().equals(expected.chunk())) {
                var last = sqlite.getLast().score();
                assertThat(sqlite)
                        .as("%d of %s has another place there, or is cut off with others of its score", i, query)
                        .anyMatch(other -> Math.abs(other.score() - hit.score()) < SAME_SCORE
                                && (other.chunk().equals(hit.chunk()) || hit.score() - last < SAME_SCORE));
            }
        }
    }

    private static List<ChunkHit> search(int store, ChunkQuery query) {
        return stores.stores().get(store).chunks().search(query);
    }
}
