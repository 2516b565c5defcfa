package ai.pmoves.dox.app.http;

import ai.pmoves.dox.application.IngestOutcome;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** What became of one source, as clients see it. */
final class OutcomeView {
    private OutcomeView() {}

    static Map<String, Object> of(IngestOutcome outcome) {
        var view = new LinkedHashMap<String, Object>();
        view.put("filename", outcome.filename());
        view.put("status", outcome.status().name().toLowerCase(Locale.ROOT));
        outcome.taskId().ifPresent(id -> view.put("task_id", id));
        if (outcome.status() == IngestOutcome.Status.SUCCESS) {
            view.put("facts_count", outcome.facts());
            view.put("evidence_count", outcome.evidence());
        }
        outcome.error().ifPresent(error -> {
            view.put("error", error.getMessage());
            view.put("code", error.code().text());
        });
        outcome.artifactId().ifPresent(id -> view.put("artifact_id", id.value()));
        return view;
    }

    /** Of a document that has no artifact. */
    static Map<String, Object> ofDocument(IngestOutcome outcome) {
        var view = new LinkedHashMap<String, Object>();
        view.put("status", outcome.status() == IngestOutcome.Status.SKIPPED ? "skipped" : "ok");
        outcome.documentId().ifPresent(id -> view.put("document_id", id.value()));
        view.put("rows", outcome.rows());
        return view;
    }
}
