package ai.pmoves.dox.sqlite.internal.search;

import static ai.pmoves.dox.jooq.tables.Tables.SEARCH_CHUNKS;

import ai.pmoves.dox.domain.Id;
import ai.pmoves.dox.domain.search.Chunk;
import ai.pmoves.dox.domain.search.Chunks;
import ai.pmoves.dox.domain.search.SourceType;
import ai.pmoves.dox.jooq.binding.JsonText;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** Chunks as rows, in plain JDBC: written in batches, read by number. */
public final class ChunkRows {
    static final Field<Long> CHUNK_NO = DSL.field(DSL.name("search_chunks", "chunk_no"), Long.class);

    /**
     * An incoming batch. Each statement on a table with a full-text index makes FTS5 write out what it holds in memory,
     * so a batch goes in by one statement and not by one per row. Part of the writing connection.
     */
    public static final String CREATE_BATCH = """
            create temp table if not exists chunk_batch (
                id text, source_type text, artifact_id text, document_id text, chunk_index integer,
                text text, text_hash text, meta text,
                embedding_model text, embedding_384 blob, embedding_1024 blob)""";

    private static final String FILL_BATCH = """
            insert into temp.chunk_batch (id, source_type, artifact_id, document_id, chunk_index, text, text_hash, meta)
            values (?, ?, ?, ?, ?, ?, ?, ?)""";

    private static final String DELETE_CHANGED = """
            delete from search_chunks where chunk_no in (
                select c.chunk_no from temp.chunk_batch b join search_chunks c on c.generation = ? and c.id = b.id
                where c.text_hash <> b.text_hash)""";

    /** A chunk whose text is the same keeps its row, and with it its number and its vector. */
    private static final String PUT = """
            insert into search_chunks
                (generation, id, source_type, artifact_id, document_id, chunk_index, text, text_hash, meta)
            select ?, id, source_type, artifact_id, document_id, chunk_index, text, text_hash, meta
            from temp.chunk_batch where true order by rowid
            on conflict (generation, id) do update set source_type = excluded.source_type,
                artifact_id = excluded.artifact_id, document_id = excluded.document_id,
                chunk_index = excluded.chunk_index, meta = excluded.meta""";

    /** By number alone: asked for the generation too, the planner walks all of it instead. */
    private static final String READ = """
            select id, source_type, artifact_id, document_id, chunk_index, text, meta
            from search_chunks where chunk_no = ?""";

    private ChunkRows() {}

    /** Adds chunks to each of the generations, or replaces those of the same id. */
    static void put(DSLContext dsl, List<Long> generations, List<Chunk> chunks) {
        dsl.connection(connection -> {
            try (var fill = connection.prepareStatement(FILL_BATCH)) {
                for (var chunk : lastOfEachId(chunks)) {
                    bind(fill, chunk);
                    fill.addBatch();
                }
                fill.executeBatch();
            }
            for (long generation : generations) {
                execute(connection, DELETE_CHANGED, generation);
                execute(connection, PUT, generation);
            }
            emptyBatch(connection);
        });
    }

    public static void emptyBatch(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("delete from temp.chunk_batch");
        }
    }

    private static Collection<Chunk> lastOfEachId(List<Chunk> chunks) {
        var byId = new LinkedHashMap<Id<Chunk>, Chunk>();
        chunks.forEach(chunk -> byId.put(chunk.id(), chunk));
        return byId.values();
    }

    private static void execute(Connection connection, String sql, long generation) throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            statement.setLong(1, generation);
            statement.executeUpdate();
        }
    }

    private static void bind(PreparedStatement fill, Chunk chunk) throws SQLException {
        fill.setString(1, chunk.id().value());
        fill.setString(2, chunk.type().text());
        fill.setString(3, value(chunk.artifactId()));
        fill.setString(4, value(chunk.documentId()));
        fill.setInt(5, chunk.ordinal());
        fill.setString(6, chunk.text());
        fill.setString(7, Chunks.textHash(chunk.text()));
        fill.setString(8, JsonText.write(chunk.meta()));
    }

    private static @Nullable String value(@Nullable Id<?> id) {
        return id == null ? null : id.value();
    }

    static void remove(DSLContext dsl, List<Long> generations, Collection<Id<Chunk>> ids) {
        dsl.deleteFrom(SEARCH_CHUNKS)
                .where(SEARCH_CHUNKS.GENERATION.in(generations))
                .and(SEARCH_CHUNKS.ID.in(ids.stream().map(Id::value).toList()))
                .execute();
    }

    /** Reads the chunk of each number, in that order, as far as it is there. */
    static Map<Long, Chunk> read(DSLContext dsl, Collection<Long> numbers) {
        return dsl.connectionResult(connection -> {
            var chunks = new LinkedHashMap<Long, Chunk>();
            try (var statement = connection.prepareStatement(READ)) {
                for (long number : numbers) {
                    statement.setLong(1, number);
                    try (var row = statement.executeQuery()) {
                        if (row.next()) {
                            chunks.put(number, chunk(row));
                        }
                    }
                }
            }
            return chunks;
        });
    }

    private static Chunk chunk(ResultSet row) throws SQLException {
        var type = row.getString(2);
        return new Chunk(
                Id.of(row.getString(1)),
                SourceType.parse(type)
                        .orElseThrow(() -> new IllegalStateException("a chunk has the unknown type " + type)),
                id(row.getString(3)),
                id(row.getString(4)),
                row.getInt(5),
                row.getString(6),
                JsonText.read(row.getString(7)));
    }

    private static <T> @Nullable Id<T> id(@Nullable String value) {
        return value == null ? null : Id.of(value);
    }
}
