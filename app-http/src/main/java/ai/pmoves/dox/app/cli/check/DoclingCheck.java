package ai.pmoves.dox.app.cli.check;

import ai.pmoves.dox.http.CallLimits;
import ai.pmoves.dox.http.HttpCalls;
import ai.pmoves.dox.ingest.config.DoclingServeConfig;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;

/** Asks the docling-serve of the configuration whether it is there and lets this program in. */
final class DoclingCheck {
    private static final String NAME = "docling";
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final CallLimits LIMITS = new CallLimits(TIMEOUT, 1 << 20);

    /** An unknown task: an authorized request for it is answered with "not found". */
    private static final String NO_TASK = "/v1/status/poll/00000000-0000-0000-0000-000000000000";

    private DoclingCheck() {}

    static Check run(DoclingServeConfig serve) {
        try (var calls = new HttpCalls("docling-check", TIMEOUT)) {
            int health = status(calls, serve, "/health");
            if (health != 200) {
                return warn(serve, "answers /health with the status " + health);
            }
            int task = status(calls, serve, NO_TASK);
            return switch (task) {
                case 401, 403 -> warn(serve, "refuses DOCLING_SERVE_API_KEY (status %d)".formatted(task));
                case 200, 404 -> Check.ok(NAME, serve.url() + " answers, and is given PDFs to read");
                default -> warn(serve, "answers for tasks with the status " + task);
            };
        } catch (IOException e) {
            return warn(serve, "cannot be reached (%s)".formatted(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return warn(serve, "was not waited for");
        }
    }

    private static int status(HttpCalls calls, DoclingServeConfig serve, String path)
            throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(serve.url() + path));
        if (serve.apiKey() != null) {
            request.header("X-Api-Key", serve.apiKey().reveal());
        }
        return calls.send(request.build(), LIMITS).statusCode();
    }

    private static Check warn(DoclingServeConfig serve, String what) {
        return Check.warn(
                NAME,
                "%s %s; the built-in parser reads PDFs meanwhile. DOCLING_SERVE_URL is the address of a docling-serve of version 1 or later, such as http://localhost:5001"
                        .formatted(serve.url(), what));
    }
}
