package ai.pmoves.dox.application.ingest;

import ai.pmoves.dox.domain.Artifact;
import ai.pmoves.dox.domain.ArtifactStatus;
import ai.pmoves.dox.domain.Id;
import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.ReasonWords;
import ai.pmoves.dox.ports.store.Pages;
import ai.pmoves.dox.ports.store.Store;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads stored artifacts in the background, a few at a time, in the order they came.
 *
 * <p>Work that a stop or a crash interrupted is found by its status and taken up again by {@link #resume}; while the
 * store is away it waits. Safe for use by many threads; the owner closes it.
 */
public final class IngestQueue implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(IngestQueue.class);

    private static final Duration STORE_AWAY = Duration.ofSeconds(1);

    private final Store store;
    private final IngestFile ingestFile;
    private final Tasks tasks;
    private final Runnable afterEach;
    private final ExecutorService workers;
    private final CountDownLatch closed = new CountDownLatch(1);

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
        workers.execute(() -> work(taskId, artifact));
        return taskId;
    }

    /** How failures are told to people who did not call. */
    ReasonWords words() {
        return ingestFile.words();
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

    private void work(String taskId, Artifact submitted) {
        try {
            while (!isDone(taskId, submitted)) {
                if (closed.await(STORE_AWAY.toMillis(), TimeUnit.MILLISECONDS)) {
                    return; // the next start takes it up
                }
            }
            afterEach.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.error("event=ingest.failed artifact={}", submitted.id(), e);
            tasks.failed(taskId, "Unexpected failure: " + e.getMessage());
        }
    }

    /** False if the store is away, or a stop interrupted the reading: another try may do. */
    private boolean isDone(String taskId, Artifact submitted) {
        try {
            store.artifacts().find(submitted.id()).ifPresentOrElse(artifact -> read(taskId, artifact), () -> {
                ingestFile.discard(submitted);
                tasks.failed(taskId, "The artifact was removed before it was read.");
            });
            return true;
        } catch (DoxException e) {
            if (!e.code().isOfStoreAway() && !Thread.currentThread().isInterrupted()) {
                throw e;
            }
            LOG.warn(
                    "event=ingest.waits artifact={} code={}",
                    submitted.id(),
                    e.code().text());
            return false;
        }
    }

    private void read(String taskId, Artifact artifact) {
        if (artifact.status() == ArtifactStatus.PROCESSED) { // by a commit whose answer was lost
            tasks.completed(taskId, countFacts(artifact.id()), countEvidence(artifact.id()));
            return;
        }
        var outcome = ingestFile.process(artifact);
        outcome.error()
                .ifPresentOrElse(
                        error -> tasks.failed(taskId, ingestFile.words().of(error)),
                        () -> tasks.completed(taskId, outcome.facts(), outcome.evidence()));
    }

    private long countFacts(Id<Artifact> id) {
        return count(Pages.all(page -> store.facts().list(Optional.empty(), Optional.of(id), page)));
    }

    private long countEvidence(Id<Artifact> id) {
        return count(Pages.all(page -> store.evidence().listByArtifact(id, page)));
    }

    private static long count(Iterable<?> all) {
        return StreamSupport.stream(all.spliterator(), false).count();
    }

    /** Stops taking work and waits a moment for what is being read; the rest is resumed at the next start. */
    @Override
    public void close() {
        closed.countDown();
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
