package ai.pmoves.dox.application.ingest;

import ai.pmoves.dox.domain.Artifact;
import ai.pmoves.dox.domain.Id;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the background has been asked to do since the start of this process, and how it went.
 *
 * <p>Held in memory: after a restart, unfinished work begins again under the same task id, and finished tasks
 * are gone. The newest {@link #MAX_FINISHED} finished tasks are kept. Thread-safe.
 */
public final class Tasks {
    /** Older finished tasks are forgotten. */
    public static final int MAX_FINISHED = 10_000;

    private final Map<String, Task> tasks = new LinkedHashMap<>();
    private final Deque<String> finished = new ArrayDeque<>();

    /** How far a task came. */
    public enum State {
        QUEUED,
        COMPLETED,
        ERROR
    }

    /**
     * One task.
     *
     * @param facts how many facts it found, once completed
     * @param evidence how much evidence it found, once completed
     * @param error what went wrong, if something did
     */
    public record Task(
            String id,
            State state,
            String filename,
            Id<Artifact> artifactId,
            long facts,
            long evidence,
            Optional<String> error) {}

    synchronized void queued(String id, Artifact artifact) {
        tasks.put(id, new Task(id, State.QUEUED, artifact.filename(), artifact.id(), 0, 0, Optional.empty()));
    }

    synchronized void completed(String id, long facts, long evidence) {
        var task = tasks.get(id);
        if (task != null) {
            finish(new Task(
                    id, State.COMPLETED, task.filename(), task.artifactId(), facts, evidence, Optional.empty()));
        }
    }

    synchronized void failed(String id, String error) {
        var task = tasks.get(id);
        if (task != null) {
            finish(new Task(id, State.ERROR, task.filename(), task.artifactId(), 0, 0, Optional.of(error)));
        }
    }

    private void finish(Task task) {
        tasks.put(task.id(), task);
        finished.add(task.id());
        if (finished.size() > MAX_FINISHED) {
            tasks.remove(finished.remove());
        }
    }

    /** Returns the task, or empty if this process never had it or has forgotten it. */
    public synchronized Optional<Task> find(String id) {
        return Optional.ofNullable(tasks.get(id));
    }

    /** Returns all tasks, oldest first. */
    public synchronized List<Task> list() {
        return new ArrayList<>(tasks.values());
    }
}
