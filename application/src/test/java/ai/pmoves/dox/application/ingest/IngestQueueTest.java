package ai.pmoves.dox.application.ingest;

import static ai.pmoves.dox.application.Library.upload;
import static ai.pmoves.dox.testing.embedded.Errors.assertFails;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.pmoves.dox.application.Library;
import ai.pmoves.dox.application.ingest.Tasks.State;
import ai.pmoves.dox.domain.ArtifactStatus;
import ai.pmoves.dox.domain.error.ErrorCode;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IngestQueueTest {
    private static final String TABLE = "campaign,revenue\nspring,100\n";

    @TempDir
    private Path home;

    private final Tasks tasks = new Tasks();
    private final CountDownLatch read = new CountDownLatch(1);
    private Library library;

    @BeforeEach
    void open() {
        library = new Library(home);
    }

    @AfterEach
    void close() {
        library.close();
    }

    private IngestQueue queue() {
        return new IngestQueue(library.store, library.files, tasks, 1, read::countDown);
    }

    private Tasks.Task finished(IngestOutcome outcome) {
        return await().until(
                        () -> tasks.find(outcome.taskId().orElseThrow()).orElseThrow(),
                        task -> task.state() != State.QUEUED);
    }

    private ArtifactStatus status(IngestOutcome outcome) {
        return library.store
                .artifacts()
                .find(outcome.artifactId().orElseThrow())
                .orElseThrow()
                .status();
    }

    @Test
    void whatIsQueuedIsReadInTheBackground() throws Exception {
        try (var queue = queue()) {
            var outcome = library.files.enqueue(upload("a.csv", TABLE), queue);
            assertThat(finished(outcome).state()).isEqualTo(State.COMPLETED);
            assertThat(finished(outcome).facts()).isPositive();
            assertThat(status(outcome)).isEqualTo(ArtifactStatus.PROCESSED);
            read.await();
        }
    }

    @Test
    void whatCannotBeReadIsATaskThatFailed() {
        try (var queue = queue()) {
            var task = finished(library.files.enqueue(upload("a.pdf", "no PDF"), queue));
            assertThat(task.state()).isEqualTo(State.ERROR);
            assertThat(task.error()).isPresent();
        }
    }

    @Test
    void whatWasQueuedWhenAProcessEndedIsTakenUpByTheNext() {
        var ended = queue();
        ended.close();
        try {
            library.files.enqueue(upload("a.csv", TABLE), ended);
        } catch (java.util.concurrent.RejectedExecutionException e) {
            assertThat(library.uploads()).hasSize(1); // as a process that dies here leaves it
        }
        var after = new Tasks();
        try (var queue = new IngestQueue(library.store, library.files, after, 1, read::countDown)) {
            assertThat(queue.resume()).isEqualTo(1);
            assertThat(queue.resume()).isZero();
            await().untilAsserted(() ->
                    assertThat(after.list()).extracting(Tasks.Task::state).containsExactly(State.COMPLETED));
        }
    }

    @Test
    void aStoreThatIsAwayIsWaitedFor() {
        try (var queue = queue()) {
            library.line.after("ArtifactRepository.add", library.line::cut);
            library.line.restoreAfter(2);
            var outcome = library.files.enqueue(upload("a.csv", TABLE), queue);
            assertThat(finished(outcome).state()).isEqualTo(State.COMPLETED);
        }
    }

    @Test
    void anArtifactThatWasAddedThoughNobodyWasToldIsRead() {
        try (var queue = queue()) {
            library.line.cutAfterCommit();
            assertFails(() -> library.files.enqueue(upload("a.csv", TABLE), queue), ErrorCode.STORE_OUTCOME_UNKNOWN);
            library.line.restore();
            await().untilAsserted(() ->
                    assertThat(tasks.list()).extracting(Tasks.Task::state).containsExactly(State.COMPLETED));
        }
    }

    @Test
    void theFileOfAnArtifactThatWasNotAddedGoes() {
        try (var queue = queue()) {
            library.line.cutBeforeCommit();
            assertFails(() -> library.files.enqueue(upload("a.csv", TABLE), queue), ErrorCode.STORE_OUTCOME_UNKNOWN);
            library.line.restore();
            await().untilAsserted(() ->
                    assertThat(tasks.list()).extracting(Tasks.Task::state).containsExactly(State.ERROR));
            assertThat(library.uploads()).isEmpty();
        }
    }
}
