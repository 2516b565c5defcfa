package ai.pmoves.dox.testing.embedded;

import ai.pmoves.dox.domain.Artifact;
import ai.pmoves.dox.domain.ArtifactStatus;
import ai.pmoves.dox.domain.Document;
import ai.pmoves.dox.domain.DocumentType;
import ai.pmoves.dox.domain.Id;
import ai.pmoves.dox.domain.Json;
import ai.pmoves.dox.domain.LogEntry;
import ai.pmoves.dox.domain.Tag;
import ai.pmoves.dox.domain.rows.StoreTable;
import ai.pmoves.dox.domain.search.Chunk;
import ai.pmoves.dox.domain.search.SourceType;
import ai.pmoves.dox.domain.sync.RowKey;
import ai.pmoves.dox.ports.store.PageRequest;
import ai.pmoves.dox.ports.store.Store;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Rows with little in them, and how they are stored and changed. */
public final class Rows {
    private Rows() {}

    public static Artifact artifact(String id) {
        return artifact(id, "name of " + id);
    }

    public static Artifact artifact(String id, String name) {
        return new Artifact(
                Id.of(id), name, "uploads/" + id, ".pdf", "", ArtifactStatus.PROCESSED, null, null, null, null, 1);
    }

    public static Document document(String id, @Nullable String artifactId) {
        return new Document(
                Id.of(id),
                artifactId == null ? null : Id.of(artifactId),
                "uploads/" + id,
                DocumentType.XML,
                "title of " + id,
                null,
                null,
                null,
                1);
    }

    public static LogEntry log(String id, String documentId) {
        return new LogEntry(Id.of(id), Id.of(documentId), null, null, null, null, null, "message of " + id, null);
    }

    public static Tag tag(String id, String documentId) {
        return new Tag(Id.of(id), Id.of(documentId), "tag", null, null, null, 1);
    }

    public static Chunk chunk(String id, String text) {
        return new Chunk(Id.of(id), SourceType.LOG, null, null, 0, text, Json.emptyObject());
    }

    /** Adds log entries, {@code log-0} and so on, whose messages name them. */
    public static void addLogs(Store store, String documentId, int count) {
        store.logs()
                .addAll(IntStream.range(0, count)
                        .mapToObj(i -> log("log-" + i, documentId))
                        .toList());
    }

    /** Gives the artifact another name. */
    public static void rename(Store store, String id, String name) {
        change(store, id, name, null);
    }

    /** Tells more of the artifact. */
    public static void describe(Store store, String id, Json extras) {
        change(store, id, name(store, id), extras);
    }

    private static void change(Store store, String id, String name, @Nullable Json extras) {
        var old = store.artifacts().find(Id.of(id)).orElseThrow();
        var changed = new Artifact(
                old.id(),
                name,
                old.filepath(),
                old.filetype(),
                "",
                old.status(),
                null,
                extras,
                null,
                null,
                old.revision());
        store.artifacts().update(changed);
    }

    /** Gives the document another title. */
    public static void retitle(Store store, String id, String title) {
        var old = store.documents().find(Id.of(id)).orElseThrow();
        var changed = new Document(
                old.id(), old.artifactId(), old.path(), old.type(), title, null, null, null, old.revision());
        store.documents().update(changed);
    }

    /** The name of an artifact, or "gone". */
    public static String name(Store store, String id) {
        return store.artifacts().find(Id.of(id)).map(Artifact::filename).orElse("gone");
    }

    /** The ids of all artifacts, the oldest first. */
    public static List<String> artifacts(Store store) {
        return store.artifacts().list(PageRequest.first(PageRequest.MAX_LIMIT)).items().stream()
                .map(artifact -> artifact.id().value())
                .toList();
    }

    public static boolean exists(Store store, StoreTable table, String key) {
        return store.rows().missing(table, List.of(key)).isEmpty();
    }

    public static RowKey artifactKey(String id) {
        return new RowKey(StoreTable.ARTIFACTS, id);
    }

    public static RowKey documentKey(String id) {
        return new RowKey(StoreTable.DOCUMENTS, id);
    }

    public static RowKey logKey(String id) {
        return new RowKey(StoreTable.LOG_ENTRIES, id);
    }
}
