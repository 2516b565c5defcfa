package ai.pmoves.dox.app.http.ingest;

import ai.pmoves.dox.application.ingest.Tasks.State;
import ai.pmoves.dox.application.ingest.Tasks.Task;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A background task as clients see it. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TaskView(
        String status,
        String filename,
        String artifactId,
        @Nullable Long factsCount,
        @Nullable Long evidenceCount,
        @Nullable String error) {

    static TaskView of(Task task) {
        boolean completed = task.state() == State.COMPLETED;
        return new TaskView(
                word(task.state()),
                task.filename(),
                task.artifactId().value(),
                completed ? task.facts() : null,
                completed ? task.evidence() : null,
                task.error().orElse(null));
    }

    /** How many tasks there are, and which of them wait. */
    record Overview(long total, long queued, long completed, long errored, List<Queued> queuedItems) {
        static Overview of(List<Task> tasks) {
            return new Overview(
                    tasks.size(),
                    count(tasks, State.QUEUED),
                    count(tasks, State.COMPLETED),
                    count(tasks, State.ERROR),
                    tasks.stream()
                            .filter(task -> task.state() == State.QUEUED)
                            .map(Queued::of)
                            .toList());
        }
    }

    /** A task that waits. */
    record Queued(String id, String status, String filename, String artifactId) {
        static Queued of(Task task) {
            return new Queued(
                    task.id(),
                    word(task.state()),
                    task.filename(),
                    task.artifactId().value());
        }
    }

    public static long count(List<Task> tasks, State state) {
        return tasks.stream().filter(task -> task.state() == state).count();
    }

    public static String word(State state) {
        return state.name().toLowerCase(Locale.ROOT);
    }
}
