package ai.pmoves.dox.bench;

import ai.pmoves.dox.testing.postgres.PostgresServer;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.store.embedding.EmbeddingSearchRequest;
import dev.langchain4j.store.embedding.pgvector.PgVectorEmbeddingStore;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.ai.document.Document;
import org.springframework.ai.embedding.Embedding;
import org.springframework.ai.embedding.EmbeddingModel;
import org.springframework.ai.embedding.EmbeddingRequest;
import org.springframework.ai.embedding.EmbeddingResponse;
import org.springframework.ai.vectorstore.SearchRequest;
import org.springframework.ai.vectorstore.pgvector.PgVectorStore;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The pgvector stores of LangChain4j and Spring AI on the same rows: rows in, without a vector index, then one built
 * by the same SQL as ours, then queries by vector. They keep no words, so there is no other search to compare.
 */
final class Peers {
    private static final int BATCH = 1_000;

    private Peers() {}

    static void run(PostgresServer server, List<Shared.Row> rows, List<Shared.Query> queries, int top)
            throws Exception {
        langChain4j(source(server), rows, queries, top);
        springAi(source(server), rows, queries, top);
    }

    private static PGSimpleDataSource source(PostgresServer server) {
        var source = new PGSimpleDataSource();
        source.setUrl(server.createDatabase());
        return source;
    }

    private static void langChain4j(
            PGSimpleDataSource source, List<Shared.Row> rows, List<Shared.Query> queries, int top) throws Exception {
        var store = PgVectorEmbeddingStore.datasourceBuilder()
                .datasource(source)
                .table("peer")
                .dimension(384)
                .build();
        double seconds = Report.seconds(() -> {
            for (int i = 0; i < rows.size(); i += BATCH) {
                var vectors = new ArrayList<dev.langchain4j.data.embedding.Embedding>();
                var texts = new ArrayList<TextSegment>();
                for (var row : rows.subList(i, i + BATCH)) {
                    vectors.add(dev.langchain4j.data.embedding.Embedding.from(row.vector()));
                    texts.add(TextSegment.from(row.chunk().chunk().text()));
                }
                store.addAll(vectors, texts);
            }
        });
        Report.figure("LangChain4j: rows in", "%.1f s, %,.0f rows/s", seconds, rows.size() / seconds);
        index(source, "create index on peer using hnsw (embedding vector_cosine_ops)");
        var times = new Times();
        for (int round = 0; round < 2; round++) {
            times.clear();
            for (var query : queries) {
                var request = EmbeddingSearchRequest.builder()
                        .queryEmbedding(dev.langchain4j.data.embedding.Embedding.from(
                                query.vector().toArray()))
                        .maxResults(top)
                        .build();
                times.measure(() -> store.search(request));
            }
        }
        times.report("LangChain4j: vector");
    }

    private static void springAi(PGSimpleDataSource source, List<Shared.Row> rows, List<Shared.Query> queries, int top)
            throws Exception {
        var jdbc = new JdbcTemplate(
                new org.springframework.jdbc.datasource.SingleConnectionDataSource(source.getConnection(), true));
        var vectors = new HashMap<String, float[]>();
        rows.forEach(row -> vectors.put(row.chunk().chunk().text(), row.vector()));
        queries.forEach(query -> vectors.put(query.text(), query.vector().toArray()));
        var store = PgVectorStore.builder(jdbc, new Known(vectors))
                .dimensions(384)
                .indexType(PgVectorStore.PgIndexType.NONE)
                .initializeSchema(true)
                .build();
        store.afterPropertiesSet();
        double seconds = Report.seconds(() -> {
            for (int i = 0; i < rows.size(); i += BATCH) {
                store.add(rows.subList(i, i + BATCH).stream()
                        .map(row -> new Document(
                                UUID.randomUUID().toString(),
                                row.chunk().chunk().text(),
                                Map.of()))
                        .toList());
            }
        });
        Report.figure("Spring AI: rows in", "%.1f s, %,.0f rows/s", seconds, rows.size() / seconds);
        index(source, "create index on vector_store using hnsw (embedding vector_cosine_ops)");
        var times = new Times();
        for (int round = 0; round < 2; round++) {
            times.clear();
            for (var query : queries) {
                var request =
                        SearchRequest.builder().query(query.text()).topK(top).build();
                times.measure(() -> store.similaritySearch(request));
            }
        }
        times.report("Spring AI: vector");
    }

    private static void index(PGSimpleDataSource source, String sql) throws Exception {
        try (var connection = source.getConnection();
                var statement = connection.createStatement()) {
            statement.execute("set maintenance_work_mem = '1024MB'");
            statement.execute("set max_parallel_maintenance_workers = 0");
            statement.execute(sql);
        }
    }

    /** A model that knows all vectors already: what is measured is the store. */
    private record Known(Map<String, float[]> vectors) implements EmbeddingModel {
        @Override
        public EmbeddingResponse call(EmbeddingRequest request) {
            var embeddings = new ArrayList<Embedding>();
            for (var text : request.getInstructions()) {
                embeddings.add(new Embedding(vectors.get(text), embeddings.size()));
            }
            return new EmbeddingResponse(embeddings);
        }

        @Override
        public float[] embed(Document document) {
            return vectors.get(document.getText());
        }

        @Override
        public int dimensions() {
            return 384;
        }
    }
}
