package ai.pmoves.dox.bench;

import ai.pmoves.dox.domain.Document;
import ai.pmoves.dox.domain.DocumentType;
import ai.pmoves.dox.domain.Id;
import ai.pmoves.dox.domain.LogEntry;
import ai.pmoves.dox.domain.search.ChunkFilter;
import ai.pmoves.dox.domain.search.ChunkHit;
import ai.pmoves.dox.domain.search.ChunkQuery;
import ai.pmoves.dox.domain.search.ChunkQuery.QueryVector;
import ai.pmoves.dox.domain.search.Chunks;
import ai.pmoves.dox.domain.search.Embedding;
import ai.pmoves.dox.domain.search.ModelId;
import ai.pmoves.dox.domain.search.SearchMode;
import ai.pmoves.dox.ports.search.ChunkIndex.EmbeddedChunk;
import ai.pmoves.dox.ports.store.Store;
import ai.pmoves.dox.supabase.SupabaseConfig;
import ai.pmoves.dox.supabase.SupabaseConfig.VectorScan;
import ai.pmoves.dox.supabase.SupabaseStore;
import ai.pmoves.dox.testing.postgres.PostgresServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The shared store: bulk load beside a bare COPY of the same rows, search beside the same SQL by hand, and both
 * beside the vector stores of two well-known frameworks on the same rows.
 */
final class Shared {
    static final int CHUNKS = 100_000;
    private static final int QUERIES = 200;
    private static final int ROUNDS = 3;
    private static final int TOP = 10;
    private static final int HYBRID_DEPTH = 100; // as deep as a hybrid search ranks
    private static final int BATCH = 1_000;
    private static final int DIRECTIONS = 24;
    private static final ModelId MODEL = new ModelId("bench", "1", 384);

    private Shared() {}

    static void run() throws Exception {
        Report.title(
                "Shared store: %,d embedded chunks of 20 to 60 words, %d queries, top 10".formatted(CHUNKS, QUERIES));
        var data = new Texts(7);
        var vectors = data.unitVectorsOf(DIRECTIONS, MODEL.dimension());
        var rows = rows(data, vectors);
        var queries = queries(data, vectors);
        try (var server = PostgresServer.startOwn("shared_buffers=1GB", "max_wal_size=4GB")) {
            var url = server.createDatabase();
            var config = SupabaseConfig.of(url);
            SupabaseStore.migrate(config);
            SupabaseStore.dropVectorIndexes(config);
            try (var store = SupabaseStore.open(config);
                    var exact = SupabaseStore.open(config.withVectorScan(VectorScan.EXACT));
                    var byHand = new ByHand(url)) {
                load(store, byHand, rows);
                build(config);
                byHand.analyze();
                search(store, byHand, queries);
                filtered(store, exact, queries);
                Peers.run(server, rows, queries, TOP);
            }
        }
    }

    /** A chunk's text and vector, and what it is filtered by: one of a hundred. */
    record Row(EmbeddedChunk chunk, float[] vector) {}

    /** A query's words and vector. */
    record Query(String text, Embedding vector) {}

    /** Chunks with vectors, all of one document. */
    static List<Row> rows() {
        var data = new Texts(7);
        return rows(data, data.unitVectorsOf(DIRECTIONS, MODEL.dimension()));
    }

    /** The document of all chunks. */
    static Document document() {
        return new Document(Id.of("d"), null, "x", DocumentType.XML, null, null, null, null, 1);
    }

    static void put(Store store, List<Row> rows) {
        for (int i = 0; i < rows.size(); i += 10 * BATCH) {
            store.chunks()
                    .putEmbedded(
                            MODEL,
                            rows.subList(i, i + 10 * BATCH).stream()
                                    .map(Row::chunk)
                                    .toList());
        }
    }

    private static List<Row> rows(Texts data, Supplier<float[]> vectors) {
        var texts = data.texts(CHUNKS, 20, 60);
        var rows = new ArrayList<Row>(CHUNKS);
        for (int i = 0; i < CHUNKS; i++) {
            var log =
                    new LogEntry(Id.of("l" + i), Id.of("d"), null, null, null, "c" + i % 100, null, texts.get(i), null);
            var vector = vectors.get();
            rows.add(new Row(new EmbeddedChunk(Chunks.of(log).orElseThrow(), Embedding.of(vector)), vector));
        }
        return rows;
    }

    private static List<Query> queries(Texts data, Supplier<float[]> vectors) {
        return data.texts(QUERIES, 3, 8).stream()
                .map(text -> new Query(text, Embedding.of(vectors.get())))
                .toList();
    }

    private static void load(Store store, ByHand byHand, List<Row> rows) throws Exception {
        store.documents().add(document());
        byHand.copy(rows.subList(0, 5_000)); // warm
        byHand.empty();
        double bare = Report.seconds(() -> byHand.copy(rows));
        double dox = Report.seconds(() -> put(store, rows));
        Report.figure("bare COPY, a table of the same shape", "%.1f s, %,.0f rows/s", bare, CHUNKS / bare);
        Report.figure("dox, with the counts of words", "%.1f s, %,.0f rows/s", dox, CHUNKS / dox);
        Report.ratio("dox / bare COPY, rows/s", bare / dox, "at least 0.60");
    }

    private static void build(SupabaseConfig config) throws Exception {
        double seconds = Report.seconds(() -> SupabaseStore.buildVectorIndexes(config, 1_024));
        Report.figure("building the vector indexes", "%.1f s", seconds);
    }

    private static void search(Store store, ByHand byHand, List<Query> queries) throws Exception {
        var hand = new Times();
        var vector = new Times();
        var text = new Times();
        var hybrid = new Times();
        var legs = new Times();
        for (int round = 0; round <= ROUNDS; round++) {
            for (var query : queries) {
                hand.measure(() -> byHand.nearest(query.vector(), TOP));
                vector.measure(() -> search(store, SearchMode.VECTOR, query, ChunkFilter.NONE));
                text.measure(() -> search(store, SearchMode.TEXT, query, ChunkFilter.NONE));
                hybrid.measure(() -> search(store, SearchMode.HYBRID, query, ChunkFilter.NONE));
                legs.measure(() -> byHand.rankTexts(query.text(), HYBRID_DEPTH)
                        + byHand.rankVectors(query.vector(), HYBRID_DEPTH));
            }
            if (round == 0) {
                List.of(hand, vector, text, hybrid, legs).forEach(Times::clear); // the compiler was not done yet
            }
        }
        hand.report("vector, the same SQL by hand");
        vector.report("dox vector");
        text.report("dox text");
        hybrid.report("dox hybrid");
        Report.ratio("dox vector / by hand, sums", vector.sum() / hand.sum(), "at most 1.20");
        legs.report("its two rankings, each in a call of its own");
        Report.ratio("dox hybrid / its two rankings, sums", hybrid.sum() / legs.sum(), "at most 1.10");
        Report.ratio(
                "dox hybrid / (dox vector + dox text), sums",
                hybrid.sum() / (vector.sum() + text.sum()),
                "for the record; these two rank a tenth as many");
    }

    private static List<ChunkHit> search(Store store, SearchMode mode, Query query, ChunkFilter filter) {
        var vector = Optional.of(new QueryVector(MODEL, query.vector()));
        return store.chunks().search(new ChunkQuery(mode, query.text(), vector, filter, TOP));
    }

    /** One of a hundred chunks passes; the exact scan says which ten it should have been. */
    private static void filtered(Store store, Store exact, List<Query> queries) {
        int rows = 0;
        int found = 0;
        int fewest = TOP;
        for (int i = 0; i < queries.size(); i++) {
            var filter = new ChunkFilter(Set.of(), Optional.empty(), Optional.empty(), Map.of("code", "c" + i % 100));
            var right = ids(search(exact, SearchMode.VECTOR, queries.get(i), filter));
            var hits = ids(search(store, SearchMode.VECTOR, queries.get(i), filter));
            rows += hits.size();
            fewest = Math.min(fewest, hits.size());
            found += hits.stream().filter(right::contains).toList().size();
        }
        Report.figure(
                "a filter that 1 % pass", "%.2f rows of %d, at least %d", (double) rows / queries.size(), TOP, fewest);
        Report.ratio("its recall", (double) found / (queries.size() * TOP), "at least 0.95");
    }

    private static List<String> ids(List<ChunkHit> hits) {
        return hits.stream().map(hit -> hit.chunk().id().value()).toList();
    }
}
