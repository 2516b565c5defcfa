package ai.pmoves.dox.sqlite.internal.search;

import ai.pmoves.dox.domain.Id;
import ai.pmoves.dox.domain.search.Chunk;
import ai.pmoves.dox.domain.search.ModelId;
import ai.pmoves.dox.jooq.binding.VectorBinding;
import ai.pmoves.dox.ports.search.ChunkIndex.ChunkCounts;
import ai.pmoves.dox.ports.search.ChunkIndex.PendingText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jooq.DSLContext;

/** Reads the chunks without a vector, and writes vectors. */
public final class Embeddings {
    private static final String WAITING = """
            select text_hash, text from search_chunks
            where generation = ? and embedding_model is null and source_type %s 'log' limit ?""";

    private static final String DROP_OTHER_MODELS = """
            update search_chunks set embedding_model = null, embedding_384 = null, embedding_1024 = null,
                embedding_version = null
            where chunk_no in (select chunk_no from search_chunks where generation = ?
                and (embedding_model < ? or embedding_model > ?) limit 5000)""";

    private static final String SAVE = """
            update search_chunks set embedding_model = ?, embedding_%d = ?, embedding_version = ?
            where text_hash = ? and embedding_model is null""";

    /** Equal texts have equal vectors, so one of the same model stays as it is. */
    private static final String SAVE_OF = """
            update search_chunks set embedding_model = ?, embedding_384 = null, embedding_1024 = null,
                embedding_%d = ?, embedding_version = ?
            where generation = ? and id = ? and embedding_model is not ?""";

    private static final String COUNT = """
            select count(*), count(*) filter (where embedding_model is null or embedding_model <> ?)
            from search_chunks where generation = ?""";

    private Embeddings() {}

    /** Raises the version of the vectors; readers with vectors in memory fetch those of a newer version. */
    public static long nextVersion(DSLContext dsl) {
        dsl.execute("update vector_state set embedding_version = embedding_version + 1");
        return dsl.fetchSingle("select embedding_version from vector_state").get(0, Long.class);
    }

    /** Removes the vectors of other models, some at a time; returns how many. */
    static int dropOtherModels(DSLContext dsl, ModelId model) {
        long generation = SearchState.read(dsl).serving();
        return dsl.execute(DROP_OTHER_MODELS, generation, model.text(), model.text());
    }

    static List<PendingText> waiting(DSLContext dsl, int limit) {
        long generation = SearchState.read(dsl).serving();
        var texts = fetch(dsl, WAITING.formatted("<>"), generation, limit);
        return texts.isEmpty() ? fetch(dsl, WAITING.formatted("="), generation, limit) : texts;
    }

    private static List<PendingText> fetch(DSLContext dsl, String sql, long generation, int limit) {
        var byHash = new LinkedHashMap<String, PendingText>();
        dsl.fetch(sql, generation, limit).forEach(row -> {
            var hash = row.get(0, String.class);
            byHash.putIfAbsent(hash, new PendingText(hash, row.get(1, String.class)));
        });
        return new ArrayList<>(byHash.values());
    }

    /** Returns the vectors that this model has made already of some of the texts, by their hash. */
    static Map<String, float[]> known(DSLContext dsl, ModelId model, List<PendingText> texts) {
        var known = new HashMap<String, float[]>();
        var sql = "select embedding_%d from search_chunks where text_hash = ? and embedding_model = ? limit 1"
                .formatted(model.dimension());
        dsl.connection(connection -> {
            try (var statement = connection.prepareStatement(sql)) {
                for (var text : texts) {
                    statement.setString(1, text.textHash());
                    statement.setString(2, model.text());
                    try (var rows = statement.executeQuery()) {
                        if (rows.next()) {
                            known.put(text.textHash(), VectorBinding.toVector(rows.getBytes(1)));
                        }
                    }
                }
            }
        });
        return known;
    }

    static void save(DSLContext dsl, ModelId model, Map<String, float[]> byTextHash) {
        long version = nextVersion(dsl);
        dsl.connection(connection -> {
            try (var statement = connection.prepareStatement(SAVE.formatted(model.dimension()))) {
                for (var entry : byTextHash.entrySet()) {
                    statement.setString(1, model.text());
                    statement.setBytes(2, VectorBinding.toBytes(entry.getValue()));
                    statement.setLong(3, version);
                    statement.setString(4, entry.getKey());
                    statement.addBatch();
                }
                statement.executeBatch();
            }
        });
    }

    /** Gives these chunks their vectors, in the place of those of other models. */
    static void saveOf(DSLContext dsl, List<Long> generations, ModelId model, Map<Id<Chunk>, float[]> byId) {
        long version = nextVersion(dsl);
        dsl.connection(connection -> {
            try (var statement = connection.prepareStatement(SAVE_OF.formatted(model.dimension()))) {
                for (var entry : byId.entrySet()) {
                    for (long generation : generations) {
                        statement.setString(1, model.text());
                        statement.setBytes(2, VectorBinding.toBytes(entry.getValue()));
                        statement.setLong(3, version);
                        statement.setLong(4, generation);
                        statement.setString(5, entry.getKey().value());
                        statement.setString(6, model.text());
                        statement.addBatch();
                    }
                }
                statement.executeBatch();
            }
        });
    }

    static ChunkCounts count(DSLContext dsl, ModelId model) {
        long generation = SearchState.read(dsl).serving();
        var row = dsl.fetchSingle(COUNT, model.text(), generation);
        return new ChunkCounts(row.get(0, Long.class), row.get(1, Long.class));
    }
}
