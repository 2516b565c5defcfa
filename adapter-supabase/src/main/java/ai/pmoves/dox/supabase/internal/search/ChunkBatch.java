package ai.pmoves.dox.supabase.internal.search;

import ai.pmoves.dox.domain.Id;
import ai.pmoves.dox.domain.search.Chunk;
import ai.pmoves.dox.domain.search.Chunks;
import ai.pmoves.dox.domain.search.Embedding;
import ai.pmoves.dox.domain.search.ModelId;
import ai.pmoves.dox.jooq.binding.JsonText;
import ai.pmoves.dox.supabase.internal.copy.BinaryCopy;
import java.util.Collection;
import java.util.function.Consumer;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Incoming chunks: copied in binary form into a table of the transaction, from which the statements that follow take
 * them.
 */
public final class ChunkBatch {
    private static final String CREATE = """
            create temporary table if not exists chunk_batch (
                place integer, id text collate "C", source_type text, artifact_id text collate "C",
                document_id text collate "C", chunk_index integer, text text, text_hash text, meta jsonb,
                embedding_model text, embedding_384 extensions.vector(384), embedding_1024 extensions.vector(1024)
            ) on commit drop""";

    private static final String COPY = "copy pg_temp.chunk_batch from stdin (format binary)";

    private ChunkBatch() {}

    /** A chunk, and the vector that came with it, if any. */
    public record Row(
            Chunk chunk, @Nullable ModelId model, @Nullable Embedding embedding) {}

    /** Puts these rows, and no others, into the transaction's table; no two of them have the same id. */
    public static void fill(DSLContext dsl, Collection<Row> rows) {
        fill(dsl, copy -> {
            int place = 0;
            for (var row : rows) {
                write(copy, place++, row);
            }
        });
    }

    /** Puts what is copied, and nothing else, into the transaction's table. */
    public static void fill(DSLContext dsl, Consumer<BinaryCopy> rows) {
        dsl.execute(CREATE);
        dsl.execute("truncate pg_temp.chunk_batch");
        BinaryCopy.into(dsl, COPY, rows);
    }

    private static void write(BinaryCopy copy, int place, Row row) {
        var chunk = row.chunk();
        int dimension = row.embedding() == null ? 0 : row.embedding().dimension();
        var vector = row.embedding() == null ? null : row.embedding().toArray();
        copy.row(12)
                .integer(place)
                .text(chunk.id().value())
                .text(chunk.type().text())
                .text(value(chunk.artifactId()))
                .text(value(chunk.documentId()))
                .integer(chunk.ordinal())
                .text(chunk.text())
                .text(Chunks.textHash(chunk.text()))
                .json(JsonText.write(chunk.meta()))
                .text(row.model() == null ? null : row.model().text())
                .vector(dimension == 384 ? vector : null)
                .vector(dimension == 1024 ? vector : null);
    }

    private static @Nullable String value(@Nullable Id<?> id) {
        return id == null ? null : id.value();
    }
}
