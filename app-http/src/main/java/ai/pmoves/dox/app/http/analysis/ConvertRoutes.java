package ai.pmoves.dox.app.http.analysis;

import ai.pmoves.dox.app.http.support.JsonBody;
import ai.pmoves.dox.app.http.support.RouteGroup;
import ai.pmoves.dox.application.export.ConvertArtifact;
import ai.pmoves.dox.application.export.ConvertArtifact.Format;
import ai.pmoves.dox.domain.Id;
import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.ErrorCode;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.Locale;

/** Writes artifacts to files of other formats. */
public final class ConvertRoutes implements RouteGroup {
    private final ConvertArtifact convertArtifact;

    public ConvertRoutes(ConvertArtifact convertArtifact) {
        this.convertArtifact = convertArtifact;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.post("/convert", this::convert);
    }

    private record Answer(String status, String path, String rel) {}

    private void convert(Context ctx) {
        var body = JsonBody.of(ctx);
        var id = body.nonEmptyString("artifact_id");
        var format = format(body.string("format"));
        var rel = convertArtifact.convert(Id.of(id), format);
        ctx.json(new Answer("ok", "artifacts/" + rel, rel));
    }

    private static Format format(String word) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "txt" -> Format.TXT;
            case "docx" -> Format.DOCX;
            default -> throw new DoxException(ErrorCode.REQUEST_INVALID, "format must be 'txt' or 'docx'");
        };
    }
}
