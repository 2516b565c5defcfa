package ai.pmoves.dox.app.http.analysis;

import ai.pmoves.dox.app.OperatorWords;
import ai.pmoves.dox.app.http.access.Access;
import ai.pmoves.dox.app.http.support.HttpFailure;
import ai.pmoves.dox.app.http.support.InvalidRequest;
import ai.pmoves.dox.app.http.support.MultipartForm;
import ai.pmoves.dox.app.http.support.RouteGroup;
import ai.pmoves.dox.application.report.DescribeApi;
import ai.pmoves.dox.application.report.DescribeApi.Source;
import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.domain.text.Text;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.UploadedFile;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Describes the API of a service by its source. */
public final class ApiDocRoutes implements RouteGroup {
    private static final int MAX_BYTES = 5 << 20;
    private static final String DEFAULT_VERSION = "1.0.0";

    private final DescribeApi descriptions;

    public ApiDocRoutes(DescribeApi descriptions) {
        this.descriptions = descriptions;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.post("/analysis/api-doc", this::describe, Access.READ);
    }

    private void describe(Context ctx) throws IOException {
        try (var form = MultipartForm.of(ctx)) {
            var file = form.files("file").stream()
                    .findFirst()
                    .orElseThrow(() -> InvalidRequest.missing(List.of("body", "file"), null));
            ctx.json(descriptions.describe(new Source(
                    Text.clean(file.filename()),
                    bytes(file),
                    text(form, "title"),
                    text(form, "version").orElse(DEFAULT_VERSION),
                    text(form, "description"),
                    text(form, "provider"),
                    text(form, "model"))));
        } catch (DoxException e) {
            throw e.code() == ErrorCode.FILE_TYPE_UNSUPPORTED
                    ? new HttpFailure(400, e.code().text(), OperatorWords.told(e))
                    : e;
        }
    }

    private static byte[] bytes(UploadedFile file) throws IOException {
        try (var content = file.content()) {
            var bytes = content.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw new DoxException(
                        ErrorCode.FILE_TOO_LARGE,
                        "%s is larger than the %d bytes that are read here"
                                .formatted(Text.clean(file.filename()), MAX_BYTES));
            }
            return bytes;
        }
    }

    private static Optional<String> text(MultipartForm form, String field) {
        return form.texts(field).stream()
                .map(Text::clean)
                .filter(text -> !text.isBlank())
                .reduce((first, last) -> last);
    }
}
