package ai.pmoves.dox.app.http;

import ai.pmoves.dox.application.Tasks.State;
import ai.pmoves.dox.application.Tasks.Task;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Background tasks as clients see them. */
final class TaskView {
    private TaskView() {}

    static Map<String, Object> of(Task task) {
        var view = new LinkedHashMap<String, Object>();
        view.put("status", word(task.state()));
        view.put("filename", task.filename());
        view.put("artifact_id", task.artifactId().value());
        if (task.state() == State.COMPLETED) {
            view.put("facts_count", task.facts());
            view.put("evidence_count", task.evidence());
        }
        task.error().ifPresent(error -> view.put("error", error));
        return view;
    }

    static Map<String, Object> overview(List<Task> tasks) {
        var view = new LinkedHashMap<String, Object>();
        view.put("total", tasks.size());
        view.put("queued", count(tasks, State.QUEUED));
        view.put("completed", count(tasks, State.COMPLETED));
        view.put("errored", count(tasks, State.ERROR));
        view.put(
                "queued_items",
                tasks.stream()
                        .filter(task -> task.state() == State.QUEUED)
                        .map(task -> Map.of(
                                "id", task.id(),
                                "status", word(task.state()),
                                "filename", task.filename(),
                                "artifact_id", task.artifactId().value()))
                        .toList());
        return view;
    }

    static long count(List<Task> tasks, State state) {
        return tasks.stream().filter(task -> task.state() == state).count();
    }

    static String word(State state) {
        return state.name().toLowerCase(Locale.ROOT);
    }
}
