package ai.pmoves.dox.ingest.internal.docling;

import ai.pmoves.dox.domain.Json;
import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.http.HttpCalls;
import ai.pmoves.dox.ingest.config.DoclingServeConfig;
import ai.pmoves.dox.ingest.internal.docling.DoclingCalls.FailedException;
import ai.pmoves.dox.ingest.internal.files.JsonFiles;
import ai.pmoves.dox.ports.ingest.SourceFile;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Has a docling-serve read PDFs, by version 1 of its API: hands one in, asks until it is converted, and reads the
 * document from the answer while that arrives. One call for all would be ended by the server after two minutes.
 *
 * <p>Safe for use by many threads; there is nothing to close.
 */
public final class DoclingServe {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    private static final int MAX_STATUS_BYTES = 64 * 1024;
    private static final int WAIT_SECONDS = 5;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

    private static final Pattern TASK_ID = Pattern.compile("[A-Za-z0-9_-]{1,100}");
    private static final Pattern STATUS = Pattern.compile("[a-z_]{1,40}");

    /** Pictures at 72 dpi: the answer holds one of every page as well. */
    private static final Map<String, String> OPTIONS = Map.of(
            "from_formats", "pdf",
            "to_formats", "json",
            "image_export_mode", "embedded",
            "images_scale", "1.0");

    private final DoclingServeConfig config;
    private final HttpCalls calls = new HttpCalls("dox-docling", CONNECT_TIMEOUT);

    public DoclingServe(DoclingServeConfig config) {
        this.config = config;
    }

    /**
     * Has the file converted.
     *
     * @param limits what of the document is counted by
     * @throws FailedException if it was not, whatever the reason
     */
    public DoclingDocument convert(SourceFile file, DoclingLimits limits) throws FailedException, InterruptedException {
        var conversion = new DoclingCalls(calls, config);
        var taskId = submit(conversion, file.path());
        await(conversion, taskId);
        return conversion.send(
                conversion.request("/v1/result/" + taskId).build(),
                config.maxAnswerBytes(),
                body -> document(body, file.storedName(), limits));
    }

    private static String submit(DoclingCalls calls, Path file) throws FailedException, InterruptedException {
        var boundary = "dox-" + UUID.randomUUID();
        HttpRequest request;
        try {
            request = calls.request("/v1/convert/file/async")
                    .header("Content-Type", "multipart/form-data; boundary=" + boundary)
                    .POST(form(file, boundary))
                    .build();
        } catch (FileNotFoundException e) {
            throw new FailedException("was not asked, since the file is not there", e);
        }
        var taskId = calls.send(request, MAX_STATUS_BYTES, body -> member(body, "task_id"));
        if (!TASK_ID.matcher(taskId).matches()) {
            throw new FailedException("took the file without telling a task's id");
        }
        return taskId;
    }

    private static BodyPublisher form(Path file, String boundary) throws FileNotFoundException {
        var head = new StringBuilder();
        OPTIONS.forEach((name, value) -> head.append(
                "--%s\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%s\r\n".formatted(boundary, name, value)));
        head.append("--%s\r\nContent-Disposition: form-data; name=\"files\"; filename=\"document.pdf\"\r\n"
                        .formatted(boundary))
                .append("Content-Type: application/pdf\r\n\r\n");
        return BodyPublishers.concat(
                BodyPublishers.ofString(head.toString()),
                BodyPublishers.ofFile(file),
                BodyPublishers.ofString("\r\n--%s--\r\n".formatted(boundary)));
    }

    private static void await(DoclingCalls calls, String taskId) throws FailedException, InterruptedException {
        var request = calls.request("/v1/status/poll/%s?wait=%d".formatted(taskId, WAIT_SECONDS))
                .build();
        for (var pause = FIRST_PAUSE; ; pause = longer(pause)) {
            var status = calls.send(request, MAX_STATUS_BYTES, body -> member(body, "task_status"));
            switch (status) {
                case "success" -> {
                    return;
                }
                case "pending", "started" -> calls.pause(pause);
                default -> throw ended(status);
            }
        }
    }

    private static Duration longer(Duration pause) {
        var twice = pause.multipliedBy(2);
        return twice.compareTo(LONGEST_PAUSE) < 0 ? twice : LONGEST_PAUSE;
    }

    /** A member of a small object that has to be a text; empty if it is not there. */
    private static String member(InputStream body, String name) throws IOException {
        var answer = Json.of(JsonFiles.read(new InputStreamReader(body, StandardCharsets.UTF_8)));
        return answer.asObject().get(name) instanceof String text ? text : "";
    }

    private static DoclingDocument document(InputStream body, String name, DoclingLimits limits)
            throws IOException, FailedException {
        @Nullable DoclingDocument document = null;
        var status = "";
        try (var parser = JsonFiles.tokens(new InputStreamReader(body, StandardCharsets.UTF_8))) {
            parser.nextToken();
            var tokens = new DoclingTokens(parser);
            for (var member : tokens.members()) {
                switch (member) {
                    case "document" -> document = content(tokens, name, limits);
                    case "status" -> status = tokens.text();
                    default -> tokens.skip();
                }
            }
        } catch (DoxException e) {
            throw new FailedException(e.reason().in("answered with a document that is not taken: %s"), e);
        }
        if (!status.equals("success")) {
            throw ended(status);
        }
        if (document == null) {
            throw new FailedException("answered without a document");
        }
        return document;
    }

    private static @Nullable DoclingDocument content(DoclingTokens tokens, String name, DoclingLimits limits)
            throws IOException {
        @Nullable DoclingDocument document = null;
        for (var member : tokens.members()) {
            if (member.equals("json_content") && !tokens.isNull()) {
                document = DoclingReader.read(name, tokens, limits);
            } else {
                tokens.skip();
            }
        }
        return document;
    }

    private static FailedException ended(String status) {
        return new FailedException(
                "ended with the status '%s'".formatted(STATUS.matcher(status).matches() ? status : "unknown"));
    }
}
