package ai.pmoves.dox.testing.stores.sync;

import ai.pmoves.dox.domain.Artifact;
import ai.pmoves.dox.domain.Document;
import ai.pmoves.dox.domain.DocumentType;
import ai.pmoves.dox.domain.Id;
import ai.pmoves.dox.domain.Json;
import ai.pmoves.dox.domain.LogEntry;
import ai.pmoves.dox.domain.Tag;
import ai.pmoves.dox.domain.rows.StoreTable;
import ai.pmoves.dox.ports.store.Store;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows with little in them, and how they are stored. */
final class Rows {
    private static final int BATCH = 1_000;

    private Rows() {}

    static Artifact artifact(String id, String name) {
        return new Artifact(Id.of(id), name, "path", ".pdf", null, null, null, null, null, null, 1);
    }

    static Document document(String id, @Nullable String artifactId, String title) {
        return new Document(
                Id.of(id),
                artifactId == null ? null : Id.of(artifactId),
                "path",
                DocumentType.XML,
                title,
                null,
                null,
                null,
                1);
    }

    static LogEntry log(String id, String documentId, String message) {
        return new LogEntry(Id.of(id), Id.of(documentId), null, null, null, null, null, message, null);
    }

    /** Adds that many log entries, {@code log-0} and so on. */
    static void addLogs(Store store, String documentId, int count) {
        for (int from = 0; from < count; from += BATCH) {
            var logs = new ArrayList<LogEntry>();
            for (int i = from; i < Math.min(count, from + BATCH); i++) {
                logs.add(log("log-" + i, documentId, "entry " + i));
            }
            store.logs().addAll(logs);
        }
    }

    static void addTag(Store store, String id, String documentId) {
        store.tags().addAll(List.of(new Tag(Id.of(id), Id.of(documentId), "tag", null, null, null, 1)));
    }

    /** Gives the artifact another name. */
    static void rename(Store store, String id, String name) {
        update(store, id, name, null);
    }

    /** Tells more of the artifact. */
    static void describe(Store store, String id, Json extras) {
        update(store, id, name(store, id), extras);
    }

    private static void update(Store store, String id, String name, @Nullable Json extras) {
        var old = store.artifacts().find(Id.of(id)).orElseThrow();
        store.artifacts()
                .update(new Artifact(
                        old.id(),
                        name,
                        old.filepath(),
                        old.filetype(),
                        null,
                        null,
                        null,
                        extras,
                        null,
                        null,
                        old.revision()));
    }

    /** Gives the document another title. */
    static void retitle(Store store, String id, String title) {
        var old = store.documents().find(Id.of(id)).orElseThrow();
        store.documents()
                .update(new Document(
                        old.id(),
                        old.artifactId(),
                        old.path(),
                        old.type(),
                        title,
                        old.source(),
                        old.contentHash(),
                        old.createdAt(),
                        old.revision()));
    }

    static String name(Store store, String id) {
        return store.artifacts().find(Id.of(id)).map(Artifact::filename).orElse("gone");
    }

    static boolean exists(Store store, StoreTable table, String key) {
        return store.rows().missing(table, List.of(key)).isEmpty();
    }
}
