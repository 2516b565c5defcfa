package ai.pmoves.dox.app.http.analysis;

import ai.pmoves.dox.app.http.support.WireJson;
import ai.pmoves.dox.application.export.StructureArtifact.Structure;
import ai.pmoves.dox.domain.chr.Clusters.Member;
import ai.pmoves.dox.ports.blob.BlobStore;
import ai.pmoves.dox.ports.export.CsvWriter;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonGenerator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes constellations to files: the rows as CSV, and everything as JSON. */
final class ChrFiles {
    private static final String HOME = "artifacts/";

    private final BlobStore blobs;
    private final CsvWriter csv;

    ChrFiles(BlobStore blobs, CsvWriter csv) {
        this.blobs = blobs;
        this.csv = csv;
    }

    /**
     * The names of the files, relative to the home, and those that {@code /download} takes.
     *
     * @param relPlot always null: no picture is drawn
     */
    record Names(
            String csv,
            String json,
            String relCsv,
            String relJson,
            @Nullable String relPlot) {}

    /** A unit with its place. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Row(
            int idx,
            int constellation,
            double radius,
            String text,
            @Nullable Integer page) {}

    private record Content(
            String backend,
            @JsonProperty("K") int anchors,
            double mhep,
            @JsonProperty("Hg") double globalEntropy,
            @JsonProperty("Hs") double anchorEntropy,
            @JsonProperty("Hg_traj") List<Double> globalEntropies,
            @JsonProperty("Hs_traj") List<Double> anchorEntropies,
            List<Row> rows) {}

    static Row row(Structure structure, Member member) {
        var unit = structure.units().get(member.index());
        return new Row(member.index(), member.anchor(), member.radius(), unit.text(), unit.page());
    }

    /** Replaces the files of an earlier run; each appears whole. */
    Names write(Structure structure, int anchors) {
        var found = structure.constellations();
        var rows =
                found.members().stream().map(member -> row(structure, member)).toList();
        var content = new Content(
                structure.backend(),
                anchors,
                found.mhep(),
                found.globalEntropy(),
                found.anchorEntropy(),
                found.globalEntropies(),
                found.anchorEntropies(),
                rows);
        var name = "chr/" + structure.stem() + "_chr.";
        blobs.saveDerived(name + "csv", out -> {
            out.write(csv.line("idx", "constellation", "radius", "text", "page"));
            for (var row : rows) {
                out.write(csv.line(row.idx(), row.constellation(), row.radius(), row.text(), row.page()));
            }
        });
        var json = WireJson.MAPPER.writer().without(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
        blobs.saveDerived(name + "json", out -> json.writeValue(out, content));
        return new Names(HOME + name + "csv", HOME + name + "json", name + "csv", name + "json", null);
    }
}
