package ai.pmoves.dox.application;

import ai.pmoves.dox.domain.Artifact;
import ai.pmoves.dox.domain.ArtifactStatus;
import ai.pmoves.dox.domain.Id;
import ai.pmoves.dox.ports.store.Pages;
import ai.pmoves.dox.ports.store.Store;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads stored artifacts in the background, a few at a time, in the order they came.
 *
 * <p>Work that a stop or a crash interrupted is found by its status and taken up again by {@link #resume}. Safe
 * for use by many threads; whoever made it closes it.
 */
public final class IngestQueue implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(IngestQueue.class);

    private final Store store;
    private final IngestFile ingestFile;
    private final Tasks tasks;
    private final Runnable afterEach;
    private final ExecutorService workers;

    /**
     * @param workers how many artifacts are read at once
     * @param afterEach called after each artifact, for example to wake the embedder
     */
    public IngestQueue(Store store, IngestFile ingestFile, Tasks tasks, int workers, Runnable afterEach) {
        this.store = store;
        this.ingestFile = ingestFile;
        this.tasks = tasks;
        this.afterEach = afterEach;
        this.workers = Executors.newFixedThreadPool(
                workers, Thread.ofPlatform().name("ingest-", 0).daemon().factory());
    }

    /** Takes the artifact and returns the id of its task, which is the artifact's. */
    public String submit(Artifact artifact) {
        var taskId = artifact.id().value();
        tasks.queued(taskId, artifact);
        workers.execute(() -> work(taskId, artifact.id()));
        return taskId;
    }

    /** Takes up every artifact that was being processed when the last process ended; returns how many. */
    public int resume() {
        int count = 0;
        for (var artifact : Pages.all(page -> store.artifacts().listByStatus(ArtifactStatus.PROCESSING, page))) {
            if (ingestFile.filetypes().contains(artifact.filetype())
                    && tasks.find(artifact.id().value()).isEmpty()) {
                submit(artifact);
                count++;
            }
        }
        if (count > 0) {
            LOG.info("event=ingest.resumed artifacts={}", count);
        }
        return count;
    }

    private void work(String taskId, Id<Artifact> id) {
        try {
            var artifact = store.artifacts().find(id);
            if (artifact.isEmpty()) {
                tasks.failed(taskId, "The artifact was removed before it was read.");
                return;
            }
            var outcome = ingestFile.process(artifact.get());
            outcome.error()
                    .ifPresentOrElse(
                            error -> tasks.failed(taskId, error.getMessage()),
                            () -> tasks.completed(taskId, outcome.facts(), outcome.evidence()));
            afterEach.run();
        } catch (RuntimeException e) {
            LOG.error("event=ingest.failed artifact={}", id, e);
            tasks.failed(taskId, "Unexpected failure: " + e.getMessage());
        }
    }

    /** Stops taking work and waits a moment for what is being read; the rest is resumed at the next start. */
    @Override
    public void close() {
        workers.shutdown();
        try {
            if (!workers.awaitTermination(Duration.ofSeconds(10).toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.info("event=ingest.interrupted note=\"unfinished artifacts are read at the next start\"");
                workers.shutdownNow();
            }
        } catch (InterruptedException e) {
            workers.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
