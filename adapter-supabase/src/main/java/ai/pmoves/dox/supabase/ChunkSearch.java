package ai.pmoves.dox.supabase;

import ai.pmoves.dox.domain.Id;
import ai.pmoves.dox.domain.Json;
import ai.pmoves.dox.domain.search.Chunk;
import ai.pmoves.dox.domain.search.ChunkFilter;
import ai.pmoves.dox.domain.search.ChunkHit;
import ai.pmoves.dox.domain.search.ChunkQuery;
import ai.pmoves.dox.domain.search.RankFusion;
import ai.pmoves.dox.domain.search.SourceType;
import ai.pmoves.dox.jooq.binding.JsonText;
import ai.pmoves.dox.supabase.SupabaseConfig.VectorScan;
import com.pgvector.PGvector;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/** Answers a query in one round trip: the database ranks, fuses and fetches. */
final class ChunkSearch {
    private static final String SEARCH = """
            select id, source_type, artifact_id, document_id, chunk_index, text, meta, score, text_score, cosine
            from dox.search(?, ?, ?::extensions.vector, ?, ?, ?, ?, ?, ?::jsonb, ?, 1, 1, ?)""";

    private final VectorScan scan;

    ChunkSearch(VectorScan scan) {
        this.scan = scan;
    }

    List<ChunkHit> search(DSLContext dsl, ChunkQuery query) {
        return dsl.connectionResult(connection -> {
            try (var statement = connection.prepareStatement(SEARCH)) {
                bind(connection, statement, query);
                try (var rows = statement.executeQuery()) {
                    var hits = new ArrayList<ChunkHit>();
                    while (rows.next()) {
                        hits.add(read(rows));
                    }
                    return hits;
                }
            }
        });
    }

    private void bind(Connection connection, PreparedStatement statement, ChunkQuery query) throws SQLException {
        var vector = query.vector().orElse(null);
        var filter = query.filter();
        statement.setString(1, query.mode().text());
        statement.setString(2, query.text());
        statement.setString(
                3, vector == null ? null : new PGvector(vector.embedding().toArray()).getValue());
        statement.setString(4, vector == null ? null : vector.model().text());
        statement.setInt(5, query.limit());
        statement.setArray(
                6,
                filter.types().isEmpty()
                        ? null
                        : connection.createArrayOf(
                                "text",
                                filter.types().stream().map(SourceType::text).toArray()));
        statement.setString(7, filter.documentId().map(Id::value).orElse(null));
        statement.setString(8, filter.artifactId().map(Id::value).orElse(null));
        statement.setString(9, metadata(filter));
        statement.setBoolean(10, scan == VectorScan.EXACT);
        statement.setInt(11, RankFusion.K);
    }

    private static @Nullable String metadata(ChunkFilter filter) {
        return filter.metadata().isEmpty() ? null : JsonText.write(Json.of(filter.metadata()));
    }

    private static ChunkHit read(ResultSet row) throws SQLException {
        var type = row.getString(2);
        var artifactId = row.getString(3);
        var documentId = row.getString(4);
        var chunk = new Chunk(
                Id.of(row.getString(1)),
                SourceType.parse(type)
                        .orElseThrow(() -> new IllegalStateException("a chunk has the unknown type " + type)),
                artifactId == null ? null : Id.of(artifactId),
                documentId == null ? null : Id.of(documentId),
                row.getInt(5),
                row.getString(6),
                JsonText.read(row.getString(7)));
        return new ChunkHit(chunk, row.getDouble(8), optional(row, 9), optional(row, 10));
    }

    private static OptionalDouble optional(ResultSet row, int column) throws SQLException {
        double value = row.getDouble(column);
        return row.wasNull() ? OptionalDouble.empty() : OptionalDouble.of(value);
    }
}
