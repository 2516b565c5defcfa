package ai.pmoves.dox.bench;

import ai.pmoves.dox.application.search.SearchChunks;
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
    private static final int ROUNDS = 3;
    private static final int TOP = 10;
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
            var scan = new ExactScan(fill(store, embedder, data, texts));
            var times = new Figures();
            for (int round = 0; round <= ROUNDS; round++) {
                measure(times, queries, embedder, scan, new SearchChunks(store, () -> embedder), lucene);
                if (round == 0) {
                    times.clear(); // the compiler was not done yet
                }
            }
            times.report();
        } finally {
            Folders.delete(folder);
        }
    }

    /**
     * Each query goes through everything before the next one does, so that whatever else this machine does hits all
     * alike. The embedding alone comes after a scan (that of the hybrid search) and the scan alone after an
     * embedding, as they do within a search by vector: each finds the caches as it would there.
     */
    private static void measure(
            Figures times,
            List<String> queries,
            Embedder embedder,
            ExactScan scan,
            SearchChunks search,
            LuceneIndex lucene)
            throws Exception {
        for (var query : queries) {
            var vector = embedder.embed(List.of(query)).getFirst().toArray();
            times.lucene.measure(() -> lucene.search(query));
            times.text.measure(() -> search.search(query, SearchMode.TEXT, ChunkFilter.NONE, TOP));
            times.hybrid.measure(() -> search.search(query, SearchMode.HYBRID, ChunkFilter.NONE, TOP));
            times.embedding.measure(() -> embedder.embed(List.of(query)));
            times.scan.measure(() -> scan.tenth(vector));
            times.vector.measure(() -> search.search(query, SearchMode.VECTOR, ChunkFilter.NONE, TOP));
        }
    }

    /** What is measured of each query. */
    private static final class Figures {
        final Times embedding = new Times();
        final Times scan = new Times();
        final Times vector = new Times();
        final Times text = new Times();
        final Times hybrid = new Times();
        final Times lucene = new Times();

        void clear() {
            List.of(embedding, scan, vector, text, hybrid, lucene).forEach(Times::clear);
        }

        void report() {
            embedding.report("embedding of the query alone");
            scan.report("exact scan alone (%s)".formatted(ExactScan.name()));
            vector.report("dox vector");
            text.report("dox text");
            hybrid.report("dox hybrid");
            lucene.report("Lucene BM25");
            Report.ratio(
                    "(dox vector - embedding) / exact scan, sums",
                    (vector.sum() - embedding.sum()) / scan.sum(),
                    "at most 1.50");
            Report.ratio(
                    "the same, processor time of the calling thread",
                    (vector.processorSum() - embedding.processorSum()) / scan.processorSum(),
                    "for the record");
            Report.ratio(
                    "(dox vector - embedding) / exact scan, medians",
                    (vector.median() - embedding.median()) / scan.median(),
                    "for the record");
            Report.ratio("dox text / Lucene BM25, sums", text.sum() / lucene.sum(), "for the record");
            Report.ratio("dox text / Lucene BM25, medians", text.median() / lucene.median(), "for the record");
            Report.ratio(
                    "dox hybrid / (embedding + scan + Lucene BM25), sums",
                    hybrid.sum() / (embedding.sum() + scan.sum() + lucene.sum()),
                    "for the record");
        }
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
