package ai.pmoves.dox.bench;

import ai.pmoves.dox.domain.Id;
import ai.pmoves.dox.domain.search.Chunks;
import ai.pmoves.dox.domain.search.Embedding;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.pgvector.PGvector;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/** Hand-written SQL without a library: one COPY, one SELECT. */
final class ByHand implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final String NEAREST = """
            select id, source_type, artifact_id, document_id, chunk_index, text, meta,
                -(embedding_384 operator(extensions.<#>) ?::extensions.vector) as cosine
            from public.search_chunks
            where generation = 1 and embedding_model = 'bench@1/384'
            order by embedding_384 operator(extensions.<#>) ?::extensions.vector limit ?""";

    private static final String RANK_TEXTS = "select count(*) from dox.text_ranking(?, 1, ?, null, null, null, null)";
    private static final String RANK_VECTORS = "select count(*) from"
            + " dox.vector_ranking(?::extensions.vector, 'bench@1/384', 1, ?, null, null, null, null, false)";

    private final Connection connection;

    /** Makes a table of the same columns, derived ones included, the same keys and indexes but those of vectors. */
    ByHand(String url) throws SQLException {
        this.connection = DriverManager.getConnection(url + "&prepareThreshold=0"); // as behind the pooler
        execute("create table bare_chunks (like public.search_chunks including all,"
                + " foreign key (artifact_id) references public.artifacts on delete cascade,"
                + " foreign key (document_id) references public.documents on delete cascade)");
        execute("set hnsw.iterative_scan = relaxed_order");
        execute("set hnsw.ef_search = 100");
    }

    void empty() throws SQLException {
        execute("truncate bare_chunks");
    }

    void analyze() throws SQLException {
        execute("vacuum analyze public.search_chunks");
        execute("vacuum analyze dox.word_counts");
    }

    private void execute(String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    long copy(List<Shared.Row> rows) throws SQLException, IOException {
        var copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn("""
                copy bare_chunks (id, generation, source_type, document_id, chunk_index, text, text_hash, meta,
                    embedding_model, embedding_384) from stdin (format binary)""");
        var bytes = new ByteArrayOutputStream();
        var out = new DataOutputStream(bytes);
        out.write("PGCOPY\n\u00ff\r\n\0".getBytes(StandardCharsets.ISO_8859_1));
        out.writeLong(0);
        for (var row : rows) {
            write(out, row);
            if (bytes.size() > 1 << 16) {
                copy.writeToCopy(bytes.toByteArray(), 0, bytes.size());
                bytes.reset();
            }
        }
        out.writeShort(-1);
        copy.writeToCopy(bytes.toByteArray(), 0, bytes.size());
        return copy.endCopy();
    }

    private static void write(DataOutputStream out, Shared.Row row) throws IOException {
        var chunk = row.chunk().chunk();
        out.writeShort(10);
        text(out, chunk.id().value());
        out.writeInt(8);
        out.writeLong(1);
        text(out, chunk.type().text());
        text(out, value(chunk.documentId()));
        out.writeInt(4);
        out.writeInt(chunk.ordinal());
        text(out, chunk.text());
        text(out, Chunks.textHash(chunk.text()));
        var meta = JSON.writeValueAsBytes(chunk.meta().value());
        out.writeInt(meta.length + 1);
        out.writeByte(1);
        out.write(meta);
        text(out, "bench@1/384");
        var vector = new PGvector(row.vector());
        var field = new byte[vector.lengthInBytes()];
        vector.toBytes(field, 0);
        out.writeInt(field.length);
        out.write(field);
    }

    private static @Nullable String value(@Nullable Id<?> id) {
        return id == null ? null : id.value();
    }

    private static void text(DataOutputStream out, @Nullable String value) throws IOException {
        if (value == null) {
            out.writeInt(-1);
        } else {
            var bytes = value.getBytes(StandardCharsets.UTF_8);
            out.writeInt(bytes.length);
            out.write(bytes);
        }
    }

    /** One leg of a hybrid search by itself; returns how many chunks it ranked. */
    int rankTexts(String query, int depth) throws SQLException {
        return rank(RANK_TEXTS, query, depth);
    }

    /** The other leg. */
    int rankVectors(Embedding query, int depth) throws SQLException {
        return rank(RANK_VECTORS, new PGvector(query.toArray()).getValue(), depth);
    }

    private int rank(String sql, String query, int depth) throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            statement.setString(1, query);
            statement.setInt(2, depth);
            try (var row = statement.executeQuery()) {
                row.next();
                return row.getInt(1);
            }
        }
    }

    /** Reads the nearest whole; returns how many there were. */
    int nearest(Embedding query, int limit) throws SQLException, IOException {
        var vector = new PGvector(query.toArray()).getValue();
        try (var statement = connection.prepareStatement(NEAREST)) {
            statement.setString(1, vector);
            statement.setString(2, vector);
            statement.setInt(3, limit);
            try (var rows = statement.executeQuery()) {
                int count = 0;
                while (rows.next()) {
                    count += rows.getString("text").isEmpty() || JSON.readTree(rows.getString("meta")) == null ? 0 : 1;
                }
                return count;
            }
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
