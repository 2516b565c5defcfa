package ai.pmoves.dox.app.http.search;

import ai.pmoves.dox.app.http.access.Access;
import ai.pmoves.dox.app.http.support.JsonStream;
import ai.pmoves.dox.app.http.support.Params;
import ai.pmoves.dox.app.http.support.RouteGroup;
import ai.pmoves.dox.application.report.AskQuestion;
import ai.pmoves.dox.application.report.AskQuestion.Answer;
import ai.pmoves.dox.domain.Json;
import ai.pmoves.dox.domain.report.BusinessMetric;
import ai.pmoves.dox.ports.store.EvidenceRepository;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.core.JsonGenerator;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Answers questions, with the evidence for it. */
public final class AskRoutes implements RouteGroup {
    private final AskQuestion questions;
    private final EvidenceRepository evidence;

    public AskRoutes(AskQuestion questions, EvidenceRepository evidence) {
        this.questions = questions;
        this.evidence = evidence;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.post("/ask", this::ask, Access.READ);
    }

    private void ask(Context ctx) {
        var question = Params.required(ctx, "question");
        var answer = questions.answer(question, Params.bool(ctx, "use_hrm", false));
        JsonStream.answer(ctx, json -> {
            json.writeStartObject();
            write(json, answer);
            json.writePOJOField("hrm", Refined.of(answer));
            json.writeEndObject();
        });
    }

    private record Refined(
            boolean enabled,
            @JsonInclude(Include.NON_NULL) @Nullable Integer steps) {
        static Refined of(Answer answer) {
            return answer.hrmSteps().isPresent()
                    ? new Refined(true, answer.hrmSteps().getAsInt())
                    : new Refined(false, null);
        }
    }

    private void write(JsonGenerator json, Answer answer) throws IOException {
        json.writeStringField("answer", answer.text());
        Citations.write(json, "evidence", answer.citations(), evidence);
        json.writeStringField(
                "metric", answer.metric().map(BusinessMetric::text).orElse(null));
        if (answer.figures().isPresent()) {
            var figures = answer.figures().get();
            json.writePOJOField("total", Json.of(figures.total()));
            json.writePOJOField("average", Json.of(figures.average()));
            json.writeNumberField("count", figures.count());
        }
        if (answer.writer().isPresent()) {
            json.writeStringField("provider", answer.writer().get());
        }
        if (answer.fallback().isPresent()) {
            json.writeStringField("fallback", answer.fallback().get());
        }
    }
}
