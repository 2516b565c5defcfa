package ai.pmoves.dox.application.ingest;

import ai.pmoves.dox.domain.Artifact;
import ai.pmoves.dox.domain.ArtifactStatus;
import ai.pmoves.dox.domain.Id;
import ai.pmoves.dox.domain.Json;
import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.ReasonWords;
import ai.pmoves.dox.domain.search.Chunks;
import ai.pmoves.dox.domain.text.Text;
import ai.pmoves.dox.ports.IdSource;
import ai.pmoves.dox.ports.blob.BlobStore;
import ai.pmoves.dox.ports.ingest.ParsedFile;
import ai.pmoves.dox.ports.ingest.WebPages;
import ai.pmoves.dox.ports.store.Store;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Ingests a web page as an artifact with its text as evidence.
 *
 * <p>The artifact and its evidence are stored in one transaction. An address that is refused or cannot be read leaves
 * an artifact with the status {@code error}; if the store is away nothing stays, and the caller gets the exception.
 * Thread-safe.
 */
public final class IngestWebPage {
    private final Store store;
    private final BlobStore blobs;
    private final WebPages pages;
    private final IdSource ids;
    private final Clock clock;
    private final ReasonWords words;

    /** @param words how an artifact's extras tell why its page was not fetched */
    public IngestWebPage(Store store, BlobStore blobs, WebPages pages, IdSource ids, Clock clock, ReasonWords words) {
        this.store = store;
        this.blobs = blobs;
        this.pages = pages;
        this.ids = ids;
        this.clock = clock;
        this.words = words;
    }

    /**
     * Fetches and stores the page; one that cannot be had is an outcome, not an exception.
     *
     * @param dedupe whether the same text at the same address is taken only once
     */
    public IngestOutcome ingest(String url, String reportWeek, boolean dedupe) {
        var shown = Text.clean(url);
        Id<Artifact> id = ids.nextId();
        var artifact = new Artifact(
                id,
                shown,
                shown,
                "url",
                Text.clean(reportWeek),
                ArtifactStatus.PROCESSING,
                shown,
                Json.of(Map.of("web", Map.of("status", "queued"))),
                null,
                clock.instant(),
                1);
        try {
            var parsed = pages.fetch(url, id);
            var hash = contentHash(shown, parsed);
            if (dedupe) {
                var same = store.artifacts().findByContentHash(Set.of(ArtifactStatus.PROCESSED), hash);
                if (same.isPresent()) {
                    return IngestOutcome.skipped(shown, same.map(Artifact::id), Optional.empty());
                }
            }
            var processed = artifact.withStatus(ArtifactStatus.PROCESSED)
                    .withContentHash(hash)
                    .withExtras(IngestFile.mergeExtras(artifact.extras(), parsed.extras()));
            DerivedFiles.keepWith(blobs, parsed, () -> store.unitOfWork().run(() -> {
                store.artifacts().add(processed);
                store.evidence().addAll(parsed.evidence());
                store.facts().addAll(parsed.facts());
            }));
            return IngestOutcome.ofArtifact(
                    shown, id, parsed.facts().size(), parsed.evidence().size());
        } catch (DoxException e) {
            if (e.code().isOfStoreAway()) {
                throw e;
            }
            var web = Json.of(Map.of("status", "error"));
            store.artifacts()
                    .add(artifact.withStatus(ArtifactStatus.ERROR)
                            .withExtras(IngestFile.mergeExtras(
                                    artifact.extras(), Map.of("web", web, "error", IngestFile.describe(e, words)))));
            return IngestOutcome.failed(shown, Optional.of(id), e);
        }
    }

    private static String contentHash(String url, ParsedFile parsed) {
        var texts = parsed.evidence().stream()
                .map(evidence -> evidence.data().text().orElse(null))
                .toList();
        return Chunks.textHash(url + texts);
    }
}
