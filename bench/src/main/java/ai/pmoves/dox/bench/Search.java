package ai.pmoves.dox.bench;

import ai.pmoves.dox.application.SearchChunks;
import ai.pmoves.dox.domain.Document;
import ai.pmoves.dox.domain.DocumentType;
import ai.pmoves.dox.domain.Id;
import ai.pmoves.dox.domain.LogEntry;
import ai.pmoves.dox.domain.search.Chunk;
import ai.pmoves.dox.domain.search.ChunkFilter;
import ai.pmoves.dox.domain.search.Chunks;
import ai.pmoves.dox.domain.search.Embedding;
import ai.pmoves.dox.domain.search.SearchMode;
import ai.pmoves.dox.embeddings.DjlEmbedder;
import ai.pmoves.dox.embeddings.EmbedderConfig;
import ai.pmoves.dox.ports.search.Embedder;
import ai.pmoves.dox.ports.store.Store;
import ai.pmoves.dox.sqlite.SqliteConfig;
import ai.pmoves.dox.sqlite.SqliteStore;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;

/**
 * Search over 100,000 chunks: vectors beside the query's embedding and the exact scan alone, words and hybrid
 * beside Lucene's BM25 on the same texts and queries.
 */
final class Search {
    private static final int CHUNKS = 100_000;
    private static final int QUERIES = 200;
    private static final int BATCH = 1_000;

    private Search() {}

    static void run() throws Exception {
        Report.title("Search over %,d chunks of 20 to 60 words, %d queries of 3 to 8 words, top 10"
                .formatted(CHUNKS, QUERIES));
        var data = new Texts(7);
        var texts = data.texts(CHUNKS, 20, 60);
        var queries = data.texts(QUERIES, 3, 8);
        var folder = Files.createTempDirectory("dox-bench-search");
        try (var store = SqliteStore.open(SqliteConfig.of(folder.resolve("dox.db")));
                var embedder = DjlEmbedder.open(EmbedderConfig.DEFAULT);
                var lucene = new LuceneIndex(texts)) {
            var vectors = fill(store, embedder, data, texts);
            var search = new SearchChunks(store, () -> embedder);
            for (var mode : SearchMode.values()) {
                measure(queries.subList(0, 50), query -> search.search(query, mode, ChunkFilter.NONE, 10));
            }
            var embedding = measure(queries, query -> embedder.embed(List.of(query)));
            var scan = ExactScan.measure(vectors, embedder.embed(queries));
            var vector = measure(queries, query -> search.search(query, SearchMode.VECTOR, ChunkFilter.NONE, 10));
            var text = measure(queries, query -> search.search(query, SearchMode.TEXT, ChunkFilter.NONE, 10));
            var hybrid = measure(queries, query -> search.search(query, SearchMode.HYBRID, ChunkFilter.NONE, 10));
            var bm25 = measure(queries, lucene::search);
            figures("embedding of the query alone", embedding);
            figures("exact scan alone (%s)".formatted(ExactScan.name()), scan);
            figures("dox vector", vector);
            figures("dox text", text);
            figures("dox hybrid", hybrid);
            figures("Lucene BM25", bm25);
            Report.ratio(
                    "(dox vector - embedding) / exact scan, medians",
                    (Report.median(vector) - Report.median(embedding)) / Report.median(scan),
                    "at most 1.50");
            Report.ratio(
                    "dox text / Lucene BM25, medians", Report.median(text) / Report.median(bm25), "for the record");
            Report.ratio(
                    "dox hybrid / (embedding + scan + Lucene BM25)",
                    Report.median(hybrid) / (Report.median(embedding) + Report.median(scan) + Report.median(bm25)),
                    "for the record");
        } finally {
            Folders.delete(folder);
        }
    }

    private interface Query {
        void run(String text) throws Exception;
    }

    private static double[] measure(List<String> queries, Query query) throws Exception {
        var millis = new double[queries.size()];
        for (int i = 0; i < millis.length; i++) {
            long start = System.nanoTime();
            query.run(queries.get(i));
            millis[i] = Report.millis(System.nanoTime() - start);
        }
        return millis;
    }

    private static void figures(String name, double[] millis) {
        Report.figure(name, "p50 %.1f ms, p95 %.1f ms", Report.median(millis), Report.percentile(millis, 0.95));
    }

    private static List<float[]> fill(Store store, Embedder embedder, Texts data, List<String> texts) {
        Id<Document> documentId = Id.of("d");
        store.documents().add(new Document(documentId, null, "x", DocumentType.XML, null, null, null, null, 1));
        var all = new ArrayList<float[]>();
        for (int i = 0; i < texts.size(); i += BATCH) {
            var chunks = new ArrayList<Chunk>();
            var vectors = new HashMap<String, Embedding>();
            for (int j = i; j < i + BATCH; j++) {
                var log = new LogEntry(Id.of("l" + j), documentId, null, null, null, null, null, texts.get(j), null);
                var chunk = Chunks.of(log).orElseThrow();
                chunks.add(chunk);
                all.add(data.unitVector(embedder.model().dimension()));
                vectors.put(Chunks.textHash(chunk.text()), Embedding.of(all.getLast()));
            }
            store.chunks().put(chunks);
            store.chunks().saveEmbeddings(embedder.model(), vectors);
        }
        return all;
    }
}
