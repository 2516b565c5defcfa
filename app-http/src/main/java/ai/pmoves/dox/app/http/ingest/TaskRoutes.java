package ai.pmoves.dox.app.http.ingest;

import ai.pmoves.dox.app.http.support.RouteGroup;
import ai.pmoves.dox.application.ingest.Tasks;
import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.ErrorCode;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;

/** What the background was asked to do. */
public final class TaskRoutes implements RouteGroup {
    private final Tasks tasks;

    public TaskRoutes(Tasks tasks) {
        this.tasks = tasks;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.get("/tasks", ctx -> ctx.json(TaskView.Overview.of(tasks.list())));
        routes.get("/tasks/{id}", this::show);
    }

    private void show(Context ctx) {
        var task = tasks.find(ctx.pathParam("id"))
                .orElseThrow(() -> new DoxException(ErrorCode.TASK_NOT_FOUND, "Task not found"));
        ctx.json(TaskView.of(task));
    }
}
