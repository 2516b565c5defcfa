package ai.pmoves.dox.sqlite;

import static ai.pmoves.dox.jooq.tables.Tables.SEARCH_CHUNKS;

import ai.pmoves.dox.domain.Id;
import ai.pmoves.dox.domain.search.Chunk;
import ai.pmoves.dox.domain.search.Chunks;
import ai.pmoves.dox.domain.search.SourceType;
import ai.pmoves.dox.jooq.JsonText;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** Chunks as rows: written in plain JDBC batches, read by number. */
final class ChunkRows {
    static final Field<Long> CHUNK_NO = DSL.field(DSL.name("search_chunks", "chunk_no"), Long.class);

    private static final String DELETE_CHANGED =
            "delete from search_chunks where generation = ? and id = ? and text_hash <> ?";

    private static final String COLUMNS =
            "insert into search_chunks"
                    + " (generation, id, source_type, artifact_id, document_id, chunk_index, text, text_hash, meta";

    /** A chunk whose text is the same keeps its row, and with it its number and its vector. */
    private static final String PUT = COLUMNS + ") values (?, ?, ?, ?, ?, ?, ?, ?, ?)"
            + " on conflict (generation, id) do update set source_type = excluded.source_type,"
            + " artifact_id = excluded.artifact_id, document_id = excluded.document_id,"
            + " chunk_index = excluded.chunk_index, meta = excluded.meta";

    private ChunkRows() {}

    /** Adds chunks to a generation, or replaces those of the same id. */
    static void put(DSLContext dsl, long generation, List<Chunk> chunks) {
        dsl.connection(connection -> {
            try (var delete = connection.prepareStatement(DELETE_CHANGED);
                    var put = connection.prepareStatement(PUT)) {
                for (var chunk : chunks) {
                    var hash = Chunks.textHash(chunk.text());
                    delete.setLong(1, generation);
                    delete.setString(2, chunk.id().value());
                    delete.setString(3, hash);
                    delete.addBatch();
                    bind(put, generation, chunk, hash);
                    put.addBatch();
                }
                delete.executeBatch();
                put.executeBatch();
            }
        });
    }

    private static void bind(PreparedStatement put, long generation, Chunk chunk, String hash) throws SQLException {
        put.setLong(1, generation);
        put.setString(2, chunk.id().value());
        put.setString(3, chunk.type().text());
        put.setString(4, value(chunk.artifactId()));
        put.setString(5, value(chunk.documentId()));
        put.setInt(6, chunk.ordinal());
        put.setString(7, chunk.text());
        put.setString(8, hash);
        put.setString(9, JsonText.write(chunk.meta()));
    }

    private static @Nullable String value(@Nullable Id<?> id) {
        return id == null ? null : id.value();
    }

    static void remove(DSLContext dsl, long generation, Collection<Id<Chunk>> ids) {
        dsl.deleteFrom(SEARCH_CHUNKS)
                .where(SEARCH_CHUNKS.GENERATION.eq(generation))
                .and(SEARCH_CHUNKS.ID.in(ids.stream().map(Id::value).toList()))
                .execute();
    }

    static Chunk read(Record row) {
        var artifactId = row.get(SEARCH_CHUNKS.ARTIFACT_ID);
        var documentId = row.get(SEARCH_CHUNKS.DOCUMENT_ID);
        var type = row.get(SEARCH_CHUNKS.SOURCE_TYPE);
        return new Chunk(
                Id.of(row.get(SEARCH_CHUNKS.ID)),
                SourceType.parse(type)
                        .orElseThrow(() -> new IllegalStateException("a chunk has the unknown type " + type)),
                artifactId == null ? null : Id.of(artifactId),
                documentId == null ? null : Id.of(documentId),
                row.get(SEARCH_CHUNKS.CHUNK_INDEX),
                row.get(SEARCH_CHUNKS.TEXT),
                row.get(SEARCH_CHUNKS.META));
    }
}
