package ai.pmoves.dox.sqlite.internal.rows;

import ai.pmoves.dox.domain.rows.Row;
import ai.pmoves.dox.domain.rows.StoreTable;
import ai.pmoves.dox.jooq.rows.ChunkVectors;
import ai.pmoves.dox.ports.rows.RowWriter.Written;
import ai.pmoves.dox.sqlite.internal.search.ChunkRows;
import ai.pmoves.dox.sqlite.internal.search.Embeddings;
import ai.pmoves.dox.sqlite.internal.search.SearchState;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import org.jooq.DSLContext;

/**
 * Chunks as rows of another store. One that differs is removed and added: the full-text index and vectors in memory
 * know a chunk by its number, and all that they know of it may have changed.
 */
final class ChunkCopies {
    private static final String FILL_BATCH = """
            insert into temp.chunk_batch (id, source_type, artifact_id, document_id, chunk_index, text, text_hash, meta,
                embedding_model, embedding_384, embedding_1024)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""";

    private static final String DELETE =
            "delete from search_chunks where generation = ? and id in (select id from temp.chunk_batch)";

    private static final String INSERT = """
            insert into search_chunks
                (generation, id, source_type, artifact_id, document_id, chunk_index, text, text_hash, meta,
                 embedding_model, embedding_384, embedding_1024, embedding_version)
            select ?, id, source_type, artifact_id, document_id, chunk_index, text, text_hash, meta,
                embedding_model, embedding_384, embedding_1024, iif(embedding_model is null, null, ?)
            from temp.chunk_batch order by rowid""";

    private static final String DELETE_OF_OTHERS = """
            delete from search_chunks
            where id = ? and generation <> (select serving_generation from search_state)
                and generation in (select building_generation from search_state)""";

    private ChunkCopies() {}

    static Written put(DSLContext dsl, List<Row> chunks) {
        var generations = SearchState.read(dsl).generations();
        return dsl.connectionResult(connection -> {
            var stored = new HashMap<String, Row>();
            SqliteRows.find(
                            connection,
                            StoreTable.SEARCH_CHUNKS,
                            chunks.stream().map(Row::id).toList())
                    .forEach(chunk -> stored.put(chunk.id(), chunk));
            var written = new ArrayList<Row>();
            long changed = 0;
            for (var chunk : chunks) {
                var had = stored.get(chunk.id());
                var wanted = had == null ? chunk : withVectorOf(had, chunk);
                if (!wanted.equals(had)) {
                    written.add(wanted);
                    changed += had == null ? 0 : 1;
                }
            }
            if (!written.isEmpty()) {
                write(connection, generations, written, Embeddings.nextVersion(dsl));
            }
            return new Written(written.size() - changed, changed, chunks.size() - written.size(), 0);
        });
    }

    /** The chunk, with the vector that its text has had unless it brings one. */
    private static Row withVectorOf(Row had, Row chunk) {
        boolean takesVector = ChunkVectors.of(chunk) == null
                && ChunkVectors.isSound(had)
                && had.value("text").equals(chunk.value("text"))
                && had.value("text_hash").equals(chunk.value("text_hash"));
        return takesVector
                ? chunk.with("embedding_model", had.value("embedding_model")).with("embedding", had.value("embedding"))
                : chunk;
    }

    private static void write(Connection connection, List<Long> generations, List<Row> chunks, long version)
            throws SQLException {
        fill(connection, chunks);
        for (long generation : generations) {
            try (var delete = connection.prepareStatement(DELETE);
                    var insert = connection.prepareStatement(INSERT)) {
                delete.setLong(1, generation);
                delete.executeUpdate();
                insert.setLong(1, generation);
                insert.setLong(2, version);
                insert.executeUpdate();
            }
        }
        ChunkRows.emptyBatch(connection);
    }

    private static void fill(Connection connection, List<Row> chunks) throws SQLException {
        int plain = StoreTable.SEARCH_CHUNKS.indexOf("embedding");
        try (var statement = connection.prepareStatement(FILL_BATCH)) {
            for (var chunk : chunks) {
                for (int i = 0; i < plain; i++) {
                    statement.setObject(i + 1, RowColumns.toDatabase(chunk.value(i)));
                }
                statement.setObject(plain + 1, RowColumns.toDatabase(ChunkVectors.ofDimension(chunk, 384)));
                statement.setObject(plain + 2, RowColumns.toDatabase(ChunkVectors.ofDimension(chunk, 1024)));
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    /** Removes them from the generation in the making, if there is one. */
    static void removeOfOtherGenerations(Connection connection, Collection<String> ids) throws SQLException {
        try (var statement = connection.prepareStatement(DELETE_OF_OTHERS)) {
            for (var id : ids) {
                statement.setString(1, id);
                statement.executeUpdate();
            }
        }
    }
}
