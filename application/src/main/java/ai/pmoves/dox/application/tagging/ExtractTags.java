package ai.pmoves.dox.application.tagging;

import ai.pmoves.dox.application.export.ExportPoml;
import ai.pmoves.dox.domain.Artifact;
import ai.pmoves.dox.domain.Document;
import ai.pmoves.dox.domain.Id;
import ai.pmoves.dox.domain.Tag;
import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.domain.extract.NameUuid;
import ai.pmoves.dox.domain.search.Chunks;
import ai.pmoves.dox.domain.tagging.SourceText;
import ai.pmoves.dox.domain.tagging.TagHeuristics;
import ai.pmoves.dox.ports.IdSource;
import ai.pmoves.dox.ports.blob.BlobStore;
import ai.pmoves.dox.ports.store.Pages;
import ai.pmoves.dox.ports.store.Store;
import ai.pmoves.dox.ports.tagging.Extractor;
import ai.pmoves.dox.ports.tagging.Extractors;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Extracts tags and other findings from documents and texts, locates them, and records each run.
 *
 * <p>Safe for use by many threads, also of several processes: a document gets a tag once.
 */
public final class ExtractTags {
    private static final int ATTEMPTS = 3;
    private static final Extractor NAMES = new HeuristicExtractor(TagHeuristics::names);
    private static final Extractor KEYWORDS = new HeuristicExtractor(TagHeuristics::keywords);

    private final Store store;
    private final DocumentTexts texts;
    private final ExportPoml exportPoml;
    private final Extractors extractors;
    private final RunExtraction runs;
    private final RunHrm runHrm;

    public ExtractTags(
            Store store,
            BlobStore blobs,
            TagPrompts prompts,
            RunHrm runHrm,
            ExportPoml exportPoml,
            Extractors extractors,
            IdSource ids,
            Clock clock,
            TaggingSettings settings) {
        this.store = store;
        this.texts = new DocumentTexts(store, blobs);
        this.runHrm = runHrm;
        this.exportPoml = exportPoml;
        this.extractors = extractors;
        this.runs = new RunExtraction(prompts, ids, clock, settings);
    }

    /**
     * Tags a document. A tag that it has already, in any case and with spaces around it, is not added again.
     *
     * @param dryRun whether the tags are only looked at; the run is recorded in any case
     * @throws DoxException {@code document.not-found}; {@code extract.no-text} if there is nothing to read in it
     */
    public ExtractionOutcome tag(Id<Document> id, ExtractionRequest request, boolean dryRun) {
        var document = store.documents()
                .find(id)
                .orElseThrow(() -> new DoxException(ErrorCode.DOCUMENT_NOT_FOUND, "Document not found"));
        var source = withText(texts.of(document), "No text available for tag extraction");
        var finished = run(NAMES, source, Optional.of(document), request);
        var tags = refine(id, finished.tags(), request);
        return dryRun ? record(finished, tags, 0) : save(id, finished, tags);
    }

    /** A model that fails is replaced by the rules. */
    private RunExtraction.Finished run(
            Extractor rules, SourceText source, Optional<Document> document, ExtractionRequest request) {
        var model = extractors.find(request.wish());
        return runs.run(
                model.orElse(rules),
                Optional.of(rules),
                source,
                document.map(Document::id),
                request,
                model.flatMap(reads -> document.flatMap(about -> context(about, request))));
    }

    private Optional<String> context(Document document, ExtractionRequest request) {
        return request.poml().map(variant -> exportPoml.write(document, variant, Optional.empty()));
    }

    /**
     * Tags that are to be stored.
     *
     * @param hrmSteps null if they were not refined
     */
    private record Refined(List<String> tags, @Nullable Integer hrmSteps) {}

    private Refined refine(Id<Document> id, List<String> tags, ExtractionRequest request) {
        if (!request.useHrm() || !runHrm.settings().enabled()) {
            return new Refined(tags, null);
        }
        var refinement = runHrm.tags(id, tags).refinement();
        return new Refined(refinement.result(), refinement.steps());
    }

    /** Says what a text that is not stored would be tagged. A blank text has no tags, and no run. */
    public Optional<ExtractionOutcome> suggest(String text, ExtractionRequest request) {
        if (text.isBlank()) {
            return Optional.empty();
        }
        return Optional.of(recordOnly(run(KEYWORDS, SourceText.of(text), Optional.empty(), request)));
    }

    /**
     * What an extraction that stores no tags gave.
     *
     * @param text what it was made from
     */
    public record Findings(ExtractionOutcome outcome, String text) {}

    /**
     * Extracts from a text.
     *
     * @throws DoxException {@code extract.no-text} if it is blank; {@code extract.provider-failed} if a model was asked
     *     and failed; the run is recorded
     */
    public Findings extract(String text, ExtractionRequest request) {
        return extract(SourceText.of(text), Optional.empty(), request);
    }

    /**
     * Extracts from an artifact.
     *
     * @throws DoxException {@code artifact.not-found}; {@code extract.no-text} if there is nothing to read in it;
     *     {@code extract.provider-failed} if a model was asked and failed; the run is recorded
     */
    public Findings extract(Id<Artifact> id, ExtractionRequest request) {
        var artifact = store.artifacts()
                .find(id)
                .orElseThrow(() -> new DoxException(ErrorCode.ARTIFACT_NOT_FOUND, "Artifact not found: " + id));
        return extract(texts.of(artifact), texts.documentOf(artifact).map(Document::id), request);
    }

    private Findings extract(SourceText text, Optional<Id<Document>> documentId, ExtractionRequest request) {
        var source = withText(text, "No text available for extraction");
        var model = extractors.find(request.wish());
        var finished = runs.run(model.orElse(NAMES), Optional.empty(), source, documentId, request, Optional.empty());
        var error = finished.run().error();
        if (error != null) {
            recordOnly(finished);
            throw new DoxException(ErrorCode.EXTRACTION_FAILED, error);
        }
        return new Findings(recordOnly(finished), source.text());
    }

    /**
     * The document that the id of an artifact, or its own, stands for.
     *
     * @throws DoxException {@code artifact.not-found} if it is the id of neither; {@code document.not-found} if the
     *     artifact has no document, as tables have none
     */
    public Document documentOf(Id<Artifact> id) {
        var artifact = store.artifacts().find(id);
        if (artifact.isEmpty()) {
            return store.documents()
                    .find(id.as())
                    .orElseThrow(() -> new DoxException(ErrorCode.ARTIFACT_NOT_FOUND, "Artifact not found"));
        }
        return texts.documentOf(artifact.get())
                .orElseThrow(
                        () -> new DoxException(ErrorCode.DOCUMENT_NOT_FOUND, "No document associated with artifact"));
    }

    private static SourceText withText(SourceText source, String otherwise) {
        if (source.isBlank()) {
            throw new DoxException(ErrorCode.TEXT_MISSING, otherwise);
        }
        return source;
    }

    /** Another process may add the same tag meanwhile: then there is one less to add. */
    private ExtractionOutcome save(Id<Document> id, RunExtraction.Finished finished, Refined tags) {
        for (int attempt = 1; ; attempt++) {
            try {
                return store.unitOfWork().call(() -> record(finished, tags, addTags(id, finished, tags)));
            } catch (DoxException e) {
                if (e.code() != ErrorCode.ROW_EXISTS || attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    private ExtractionOutcome recordOnly(RunExtraction.Finished finished) {
        return record(finished, new Refined(finished.tags(), null), 0);
    }

    private ExtractionOutcome record(RunExtraction.Finished finished, Refined tags, int stored) {
        var run = finished.run().withStored(stored);
        store.extractionRuns().add(run);
        return new ExtractionOutcome(run, finished.extractions(), tags.tags(), tags.hrmSteps());
    }

    /** Returns how many were new. */
    private int addTags(Id<Document> documentId, RunExtraction.Finished finished, Refined tags) {
        var known = new HashSet<String>();
        for (var tag : Pages.all(page -> store.tags().list(Optional.of(documentId), Optional.empty(), page))) {
            known.add(normal(tag.tag()));
        }
        var added = new ArrayList<Tag>();
        var source = tags.hrmSteps() == null ? finished.foundBy() : Tag.REFINED + tags.hrmSteps();
        for (var tag : tags.tags()) {
            if (known.add(normal(tag))) {
                var id = NameUuid.of("tag:%s:%s".formatted(documentId, normal(tag)));
                added.add(new Tag(Id.of(id.toString()), documentId, tag, null, source, tags.hrmSteps(), 1));
            }
        }
        store.tags().addAll(added);
        store.chunks()
                .put(added.stream().flatMap(tag -> Chunks.of(tag).stream()).toList());
        return added.size();
    }

    private static String normal(String tag) {
        return tag.strip().toLowerCase(Locale.ROOT);
    }

    /** How many tags the document has. */
    public int countTags(Id<Document> documentId) {
        int count = 0;
        for (var tag : Pages.all(page -> store.tags().list(Optional.of(documentId), Optional.empty(), page))) {
            count++;
        }
        return count;
    }
}
