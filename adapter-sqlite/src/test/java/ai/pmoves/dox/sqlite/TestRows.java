package ai.pmoves.dox.sqlite;

import ai.pmoves.dox.domain.Document;
import ai.pmoves.dox.domain.DocumentType;
import ai.pmoves.dox.domain.Id;
import ai.pmoves.dox.domain.LogEntry;
import ai.pmoves.dox.domain.search.Chunk;
import ai.pmoves.dox.domain.search.ChunkFilter;
import ai.pmoves.dox.domain.search.ChunkQuery;
import ai.pmoves.dox.domain.search.Chunks;
import ai.pmoves.dox.domain.search.Embedding;
import ai.pmoves.dox.domain.search.ModelId;
import ai.pmoves.dox.domain.search.SearchMode;
import ai.pmoves.dox.ports.store.Store;
import java.util.List;
import java.util.Optional;

/** Rows and searches for the tests of this module. */
public final class TestRows {
    static final ModelId MODEL = new ModelId("test-model", "r1", 384);

    private TestRows() {}

    public static Document document(String id) {
        return new Document(Id.of(id), null, "uploads/x.xml", DocumentType.XML, null, null, null, null, 1);
    }

    public static LogEntry log(String id, String documentId, String message) {
        return new LogEntry(Id.of(id), Id.of(documentId), null, null, "ERROR", "E1", null, message, null);
    }

    public static Chunk chunk(String id, String documentId, String message) {
        return Chunks.of(log(id, documentId, message)).orElseThrow();
    }

    static Embedding axis(int axis) {
        var vector = new float[384];
        vector[axis] = 1;
        return Embedding.of(vector);
    }

    public static List<String> search(Store store, String text) {
        return ids(store, new ChunkQuery(SearchMode.TEXT, text, Optional.empty(), ChunkFilter.NONE, 10));
    }

    public static List<String> search(Store store, Embedding vector) {
        var query = Optional.of(new ChunkQuery.QueryVector(MODEL, vector));
        return ids(store, new ChunkQuery(SearchMode.VECTOR, "x", query, ChunkFilter.NONE, 10));
    }

    private static List<String> ids(Store store, ChunkQuery query) {
        return store.chunks().search(query).stream()
                .map(hit -> hit.chunk().id().value())
                .toList();
    }
}
