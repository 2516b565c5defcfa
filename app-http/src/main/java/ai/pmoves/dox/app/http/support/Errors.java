package ai.pmoves.dox.app.http.support;

import ai.pmoves.dox.app.OperatorWords;
import ai.pmoves.dox.app.http.config.Addresses;
import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.domain.error.FailureKind;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.http.MethodNotAllowedResponse;
import io.javalin.http.NotFoundResponse;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.io.EofException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one place that turns failures into answers: {@code {"detail", "code"}} with the status that fits. */
public final class Errors {
    private static final Logger LOG = LoggerFactory.getLogger(Errors.class);
    private static final Map<String, String> RETRY = Map.of("Retry-After", "5");

    private static final String TOO_LARGE = "The request is larger than this server takes. Send fewer or smaller files"
            + " at once, or raise MAX_REQUEST_BYTES.";

    /** What a handler may have said of a file before it failed. */
    private static final List<String> OF_FILES =
            List.of("Content-Disposition", "Content-Length", "Content-Range", "Accept-Ranges", "ETag", "Last-Modified");

    private Errors() {}

    public static void addTo(JavalinConfig config) {
        config.routes.exception(Exception.class, Errors::answer);
        config.routes.exception(HttpResponseException.class, Errors::answer); // or its own handler answers
        config.router.javaLangErrorHandler(Errors::answerError);
    }

    private record Answer(int status, Object detail, String code, Map<String, String> headers) {
        Answer(int status, Object detail, String code) {
            this(status, detail, code, Map.of());
        }

        ErrorView body() {
            return new ErrorView(detail, code);
        }
    }

    private static void answer(Exception e, Context ctx) {
        if (ctx.res().isCommitted()) {
            cutOff(e, ctx);
            return;
        }
        ctx.res().resetBuffer();
        OF_FILES.forEach(ctx::removeHeader);
        var answer = answerTo(e, ctx);
        answer.headers().forEach(ctx::header);
        ctx.status(answer.status()).json(answer.body());
    }

    private static Answer answerTo(Exception e, Context ctx) {
        return switch (e) {
            case InvalidRequest invalid -> new Answer(422, invalid.problems(), ErrorCode.REQUEST_INVALID.text());
            case HttpFailure failure ->
                new Answer(failure.status(), failure.detail(), failure.code(), failure.headers());
            case DoxException failure -> answerTo(failure);
            case NotFoundResponse none -> new Answer(404, "Not Found", ErrorCode.ROUTE_NOT_FOUND.text());
            case MethodNotAllowedResponse refused -> answerTo(refused);
            case HttpResponseException response -> answerTo(response);
            default -> unexpected(e, ctx);
        };
    }

    private static Answer answerTo(DoxException e) {
        int status = status(e.kind());
        var told = OperatorWords.told(e);
        if (status >= 500) {
            LOG.warn(
                    "event=http.failed status={} code={} reason=\"{}\"",
                    status,
                    e.code().text(),
                    told,
                    e);
        }
        var detail = isOfStore(e.code()) ? String.valueOf(Addresses.hide(told)) : told;
        return new Answer(status, detail, e.code().text(), status == 503 ? RETRY : Map.of());
    }

    private static boolean isOfStore(ErrorCode code) {
        return code.text().matches("(store|pair|sync)\\..*");
    }

    private static Answer answerTo(MethodNotAllowedResponse e) {
        var allow = Map.of("Allow", String.join(", ", e.getDetails().values()));
        return new Answer(405, "Method Not Allowed", HttpCodes.METHOD_NOT_ALLOWED, allow);
    }

    private static Answer answerTo(HttpResponseException e) {
        return e.getStatus() == 413
                ? tooLarge("The body is larger than this server reads at once.")
                : new Answer(e.getStatus(), String.valueOf(e.getMessage()), HttpCodes.of(e.getStatus()));
    }

    private static Answer unexpected(Exception e, Context ctx) {
        var refused = UnreadableRequest.statusOf(e);
        if (refused.isPresent()) {
            return refused.get() == 413
                    ? tooLarge(TOO_LARGE)
                    : new Answer(refused.get(), "The request cannot be read.", HttpCodes.of(refused.get()));
        }
        LOG.error("event=http.bug method={} path={}", ctx.method(), ctx.path(), e);
        return internal();
    }

    public static HttpFailure requestTooLarge() {
        var answer = tooLarge(TOO_LARGE);
        return new HttpFailure(answer.status(), answer.code(), String.valueOf(answer.detail()), answer.headers());
    }

    private static Answer tooLarge(String detail) {
        return new Answer(413, detail, HttpCodes.REQUEST_TOO_LARGE, Map.of("Connection", "close"));
    }

    private static Answer internal() {
        return new Answer(500, "Internal Server Error", HttpCodes.INTERNAL);
    }

    private static int status(FailureKind kind) {
        return switch (kind) {
            case INVALID -> 400;
            case FORBIDDEN -> 403;
            case NOT_FOUND -> 404;
            case CONFLICT -> 409;
            case TOO_LARGE -> 413;
            case UNSUPPORTED -> 415;
            case INTERNAL -> 500;
            case UNAVAILABLE -> 503;
        };
    }

    /** The beginning of the answer is gone already: only a broken connection tells the client that it is not all. */
    private static void cutOff(Exception e, Context ctx) {
        if (!isClientGone(e)) {
            LOG.error("event=http.cut-off method={} path={}", ctx.method(), ctx.path(), e);
        }
        Optional.ofNullable(ServletContextRequest.getServletContextRequest(ctx.req()))
                .ifPresent(request -> request.getConnectionMetaData()
                        .getConnection()
                        .getEndPoint()
                        .close());
    }

    private static boolean isClientGone(Exception e) {
        return e instanceof EofException || e.getCause() instanceof EofException;
    }

    private static void answerError(HttpServletResponse response, Error e) {
        LOG.error("event=http.bug", e);
        if (response.isCommitted()) {
            return;
        }
        try {
            response.resetBuffer();
            response.setStatus(500);
            response.setContentType("application/json");
            response.getOutputStream()
                    .write(WireJson.MAPPER.writeValueAsBytes(internal().body()));
        } catch (IOException gone) {
            LOG.debug("event=http.client-gone", gone);
        }
    }
}
