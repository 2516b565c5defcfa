package ai.pmoves.dox.app.http.analysis;

import ai.pmoves.dox.app.http.support.JsonBody;
import ai.pmoves.dox.app.http.support.RouteGroup;
import ai.pmoves.dox.application.export.StructureArtifact;
import ai.pmoves.dox.application.export.StructureArtifact.Units;
import ai.pmoves.dox.domain.Artifact;
import ai.pmoves.dox.domain.Id;
import ai.pmoves.dox.domain.chr.ChrSettings;
import ai.pmoves.dox.ports.blob.BlobStore;
import ai.pmoves.dox.ports.export.CsvWriter;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.List;
import java.util.Optional;

/** Gathers the texts of artifacts into constellations. */
public final class StructureRoutes implements RouteGroup {
    private static final int MOST_ANCHORS = 256;
    private static final int MOST_ROUNDS = 1_000;
    private static final int MOST_BINS = 1_000;
    private static final double MOST_SHARPNESS = 1e6;
    private static final int PREVIEW_ROWS = 10;
    private static final String PARAGRAPHS = "paragraphs";
    private static final String SENTENCES = "sentences";

    private final StructureArtifact structureArtifact;
    private final ChrFiles files;

    public StructureRoutes(StructureArtifact structureArtifact, BlobStore blobs, CsvWriter csv) {
        this.structureArtifact = structureArtifact;
        this.files = new ChrFiles(blobs, csv);
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.post("/structure/chr", this::structure);
    }

    private record Counts(int units) {}

    private record Answer(
            String status,
            @JsonProperty("K") int anchors,
            double mhep,
            @JsonProperty("Hg") double globalEntropy,
            @JsonProperty("Hs") double anchorEntropy,
            Counts counts,
            List<ChrFiles.Row> previewRows,
            ChrFiles.Names artifacts) {}

    private void structure(Context ctx) {
        var body = JsonBody.of(ctx);
        Id<Artifact> id = Id.of(body.nonEmptyString("artifact_id"));
        var settings = settings(body);
        var units = new Units(
                body.optionalChoice("units_mode", List.of(PARAGRAPHS, SENTENCES))
                        .equals(Optional.of(SENTENCES)),
                body.bool("include_tables", true));
        var structure = structureArtifact.structure(id, units, settings);
        var found = structure.constellations();
        ctx.json(new Answer(
                "ok",
                settings.anchors(),
                found.mhep(),
                found.globalEntropy(),
                found.anchorEntropy(),
                new Counts(structure.units().size()),
                found.members().stream()
                        .limit(PREVIEW_ROWS)
                        .map(member -> ChrFiles.row(structure, member))
                        .toList(),
                files.write(structure, settings.anchors())));
    }

    private static ChrSettings settings(JsonBody body) {
        var usual = ChrSettings.DEFAULT;
        return new ChrSettings(
                (int) body.integer("K", 1, MOST_ANCHORS, usual.anchors()),
                (int) body.integer("iters", 1, MOST_ROUNDS, usual.rounds()),
                (int) body.integer("bins", 1, MOST_BINS, usual.bins()),
                body.integer("seed", Long.MIN_VALUE, Long.MAX_VALUE, usual.seed()),
                body.decimal("beta", 0, MOST_SHARPNESS, usual.sharpness()));
    }
}
