package ai.pmoves.dox.application.export;

import ai.pmoves.dox.domain.Artifact;
import ai.pmoves.dox.domain.Document;
import ai.pmoves.dox.domain.Id;
import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.domain.error.Reason;
import ai.pmoves.dox.domain.error.Remedy;
import ai.pmoves.dox.domain.export.FileStem;
import ai.pmoves.dox.ports.blob.BlobStore;
import ai.pmoves.dox.ports.export.CsvWriter;
import ai.pmoves.dox.ports.export.DatavzrdWriter;
import ai.pmoves.dox.ports.store.LogFilter;
import ai.pmoves.dox.ports.store.PageRequest;
import ai.pmoves.dox.ports.store.Pages;
import ai.pmoves.dox.ports.store.Store;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Writes projects that datavzrd shows, each in a folder of its own. Thread-safe. */
public final class VisualiseData {
    private static final String HOME = "datavzrd/";
    private static final String FILE = "/viz.yaml";
    private static final String ALL = "all";

    private final Store store;
    private final BlobStore blobs;
    private final DatavzrdWriter projects;
    private final CsvWriter rows;

    /** @param rows writes what the projects show */
    public VisualiseData(Store store, BlobStore blobs, DatavzrdWriter projects, CsvWriter rows) {
        this.store = store;
        this.blobs = blobs;
        this.projects = projects;
        this.rows = rows;
    }

    /**
     * Writes the project of an artifact's constellations.
     *
     * @return its folder, relative to {@code artifacts/}
     * @throws DoxException {@code artifact.not-found}; {@code viz.no-data} if they have not been found yet
     */
    public String constellations(Id<Artifact> id, Optional<String> title) {
        var artifact = store.artifacts()
                .find(id)
                .orElseThrow(() -> new DoxException(ErrorCode.ARTIFACT_NOT_FOUND, "Artifact not found"));
        var stem = ArtifactTexts.stem(artifact);
        var csv = "chr/" + stem + "_chr.csv";
        requireConstellations(ArtifactTexts.DERIVED + csv);
        var folder = HOME + stem;
        save(folder, projects.chr(title.orElse("CHR – " + stem), "../../" + csv, "../../chr/" + stem + "_pca.png"));
        return folder;
    }

    private void requireConstellations(String csv) {
        try {
            blobs.resolve(csv);
        } catch (DoxException e) {
            throw e.code() == ErrorCode.BLOB_NOT_FOUND
                    ? new DoxException(
                            ErrorCode.VIZ_DATA_MISSING, Reason.of("CHR CSV not found.", Remedy.STRUCTURE_FIRST), e)
                    : e;
        }
    }

    /**
     * Writes the project of a document's log entries, or of all there are.
     *
     * @return its folder, relative to {@code artifacts/}
     * @throws DoxException {@code viz.no-data} if there are none
     */
    public String logs(Optional<Id<Document>> documentId, Optional<String> title) {
        var filter = documentId.map(LogFilter::of).orElse(LogFilter.ALL);
        if (store.logs().list(filter, PageRequest.first(1)).items().isEmpty()) {
            throw new DoxException(ErrorCode.VIZ_DATA_MISSING, "No logs available for viz");
        }
        var folder = HOME + "logs-" + documentId.map(VisualiseData::folder).orElse(ALL);
        blobs.saveDerived(folder + "/logs.csv", out -> {
            out.write(rows.line("ts", "level", "code", "component", "message"));
            for (var log : Pages.all(page -> store.logs().list(filter, page))) {
                out.write(rows.line(log.ts(), log.level(), log.code(), log.component(), log.message()));
            }
        });
        save(
                folder,
                projects.logs(title.orElse("Logs – " + documentId.map(Id::value).orElse(ALL)), "logs.csv"));
        return folder;
    }

    /** A document may be called as the folder of all is. */
    private static String folder(Id<Document> id) {
        return id.value().equals(ALL) ? "~" + ALL : FileStem.ofId(id.value());
    }

    private void save(String folder, String yaml) {
        blobs.saveDerived(folder + FILE, yaml.getBytes(StandardCharsets.UTF_8));
    }
}
