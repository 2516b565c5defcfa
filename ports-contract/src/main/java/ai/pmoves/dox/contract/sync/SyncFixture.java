package ai.pmoves.dox.contract.sync;

import ai.pmoves.dox.contract.store.OddRows;
import ai.pmoves.dox.contract.store.Rows;
import ai.pmoves.dox.domain.Artifact;
import ai.pmoves.dox.domain.ArtifactStatus;
import ai.pmoves.dox.domain.Document;
import ai.pmoves.dox.domain.DocumentType;
import ai.pmoves.dox.domain.Id;
import ai.pmoves.dox.domain.Json;
import ai.pmoves.dox.domain.rows.Row;
import ai.pmoves.dox.domain.rows.StoreTable;
import ai.pmoves.dox.domain.sync.ReplicationRole;
import ai.pmoves.dox.domain.sync.RowKey;
import ai.pmoves.dox.domain.sync.Version;
import ai.pmoves.dox.ports.store.Store;
import ai.pmoves.dox.ports.sync.StoreSync;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A store, its part in a pair, and how tests write to it. Artifacts, and documents below them, stand for all rows.
 *
 * <p>A fixture gives the store and its part. It may replace the methods that write, if its store has no repositories.
 */
public interface SyncFixture {
    /** The id of an embedded store that is not there: its changes are made by the test. */
    String DEVICE = "device-1";

    String OTHER_DEVICE = "device-2";

    /** An empty store for each test, in no pair and as if it had never been in one. */
    Store store();

    /** The part in a pair of {@link #store}. */
    StoreSync sync();

    /** Adds an artifact, or gives the stored one another name, as the application does. */
    default void saveArtifact(String id, String name) {
        var artifacts = store().artifacts();
        var stored = artifacts.find(Id.of(id));
        var artifact = artifact(id, name, stored.map(Artifact::revision).orElse(1L));
        if (stored.isPresent()) {
            artifacts.update(artifact);
        } else {
            artifacts.add(artifact);
        }
    }

    private static Artifact artifact(String id, String name, long revision) {
        return new Artifact(
                Id.of(id),
                name,
                "uploads/" + id,
                ".pdf",
                "",
                ArtifactStatus.PROCESSED,
                null,
                Json.emptyObject(),
                null,
                Rows.TIME,
                revision);
    }

    /** Adds a document of an artifact, or of none, as the application does. */
    default void addDocument(String id, @Nullable String artifactId) {
        var parent = artifactId == null ? null : Id.<Artifact>of(artifactId);
        var document = new Document(Id.of(id), parent, "uploads/" + id, DocumentType.XML, id, null, null, Rows.TIME, 1);
        store().documents().add(document);
    }

    /** Removes an artifact and what is below it, as the application does. */
    default void removeArtifact(String id) {
        store().artifacts().remove(Id.of(id));
    }

    /** The name of an artifact in the store, or "gone". */
    default String nameOf(String id) {
        return find(artifactKey(id))
                .map(row -> String.valueOf(row.value("filename")))
                .orElse("gone");
    }

    default Optional<Row> find(RowKey key) {
        return store().rows().find(key.table(), List.of(key.key())).stream().findFirst();
    }

    static RowKey artifactKey(String id) {
        return new RowKey(StoreTable.ARTIFACTS, id);
    }

    static RowKey documentKey(String id) {
        return new RowKey(StoreTable.DOCUMENTS, id);
    }

    static Row artifactRow(String id, String name) {
        return OddRows.of(StoreTable.ARTIFACTS, id, 0).with("filename", name);
    }

    static Row documentRow(String id, @Nullable String artifactId) {
        return OddRows.of(StoreTable.DOCUMENTS, id, 0).with("artifact_id", artifactId);
    }

    default String storeId() {
        return sync().role().storeId();
    }

    /** The store's standing with this primary. */
    default ReplicationRole role(String primaryId, long epoch) {
        return new ReplicationRole(storeId(), primaryId, epoch);
    }

    /** Makes the store the primary of its pair. */
    default void becomePrimary() {
        sync().advance(role(storeId(), 1));
    }

    /** Makes the store the secondary of {@link #DEVICE}. */
    default void becomeSecondary() {
        sync().advance(role(DEVICE, 1));
    }

    /** The version of a row, {@link Version#NONE} if it has none. */
    default Version version(RowKey key) {
        return sync().versions(List.of(key)).getOrDefault(key, Version.NONE);
    }

    /** Waits until every clock of whole milliseconds has moved on. */
    static void letTimePass() {
        long before = System.currentTimeMillis();
        while (System.currentTimeMillis() < before + 2) {
            Thread.onSpinWait();
        }
    }
}
