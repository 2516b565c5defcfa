package ai.pmoves.dox.application.export;

import ai.pmoves.dox.domain.Artifact;
import ai.pmoves.dox.domain.Id;
import ai.pmoves.dox.domain.chr.ChrSettings;
import ai.pmoves.dox.domain.chr.Clusters;
import ai.pmoves.dox.domain.chr.DenseVector;
import ai.pmoves.dox.domain.chr.TextUnit;
import ai.pmoves.dox.domain.chr.UnitVector;
import ai.pmoves.dox.domain.chr.WordVector;
import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.ports.blob.BlobStore;
import ai.pmoves.dox.ports.ingest.FileParser;
import ai.pmoves.dox.ports.search.Embedder;
import ai.pmoves.dox.ports.store.Store;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Gathers the text of an artifact into constellations, by the model's vectors, or by words where there is no model. It
 * stores nothing. Thread-safe.
 */
public final class StructureArtifact {
    /** What took the place of a model: words, hashed. */
    public static final String BY_WORDS = "HashingVectorizer";

    private static final int BATCH = 256;

    private final ArtifactTexts texts;
    private final Supplier<Embedder> embedder;
    private final ChrLimits limits;

    /** @param embedder gives the model when it is first needed */
    public StructureArtifact(
            Store store, BlobStore blobs, List<FileParser> parsers, Supplier<Embedder> embedder, ChrLimits limits) {
        this.texts = new ArtifactTexts(store, blobs, parsers);
        this.embedder = embedder;
        this.limits = limits;
    }

    /**
     * What is looked at.
     *
     * @param sentences whether paragraphs and rows are cut into sentences
     * @param tables whether the rows of a PDF's tables count
     */
    public record Units(boolean sentences, boolean tables) {}

    /**
     * The constellations of an artifact.
     *
     * @param stem what files that are made of the artifact are called
     * @param backend the model, or {@link #BY_WORDS}
     * @param units in their order, which the members of the constellations name by index
     */
    public record Structure(String stem, String backend, List<TextUnit> units, Clusters constellations) {
        public Structure {
            units = List.copyOf(units);
        }
    }

    private record Space(String backend, List<UnitVector> vectors) {}

    /**
     * Gathers the units.
     *
     * @throws DoxException {@code artifact.not-found}; {@code extract.no-text} if there are no units; {@code
     *     ingest.too-large} if there are too many; {@code blob.not-found} if its file is needed and gone, or why that
     *     cannot be read
     */
    public Structure structure(Id<Artifact> id, Units kind, ChrSettings settings) {
        var artifact = texts.get(id);
        var units = texts.units(artifact, kind.tables());
        if (kind.sentences()) {
            units = units.stream().flatMap(TextUnit::sentences).toList();
        }
        if (units.isEmpty()) {
            throw new DoxException(ErrorCode.TEXT_MISSING, "Could not derive units for this artifact.");
        }
        limits.require(units.size(), settings);
        var space = space(units);
        return new Structure(
                ArtifactTexts.stem(artifact), space.backend(), units, Clusters.of(space.vectors(), settings));
    }

    private Space space(List<TextUnit> units) {
        try {
            var model = embedder.get();
            var vectors = new ArrayList<UnitVector>(units.size());
            for (int i = 0; i < units.size(); i += BATCH) {
                var batch = units.subList(i, Math.min(units.size(), i + BATCH));
                model.embed(batch.stream().map(TextUnit::text).toList()).stream()
                        .map(DenseVector::of)
                        .forEach(vectors::add);
            }
            return new Space(model.model().name(), vectors);
        } catch (DoxException e) {
            if (e.code() != ErrorCode.MODEL_UNAVAILABLE) {
                throw e;
            }
            return new Space(
                    BY_WORDS,
                    units.stream()
                            .<UnitVector>map(unit -> WordVector.of(unit.text()))
                            .toList());
        }
    }
}
