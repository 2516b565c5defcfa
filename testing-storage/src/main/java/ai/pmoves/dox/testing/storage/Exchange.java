package ai.pmoves.dox.testing.storage;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;

/** One request and its answer, with the trouble that it has. */
final class Exchange {
    static final ObjectMapper JSON = new ObjectMapper();

    private static final Duration FOREVER = Duration.ofSeconds(30);
    private static final int SLOW_PARTS = 20;

    private final HttpExchange http;
    private final Trouble trouble;

    Exchange(HttpExchange http, Trouble trouble) {
        this.http = http;
        this.trouble = trouble;
    }

    /** An answer that is to be given. */
    record Answer(int status, byte[] body) {
        static Answer json(int status, Object value) {
            try {
                return new Answer(status, JSON.writeValueAsBytes(value));
            } catch (JsonProcessingException e) {
                throw new IllegalArgumentException(e);
            }
        }
    }

    void answer(Routes routes) throws IOException {
        try (http) {
            switch (trouble.kind()) {
                case HANG_UP -> {}
                case NO_ANSWER -> sleep(FOREVER);
                case LOSE_ANSWER -> ask(routes);
                case ANSWER -> give(refusal(new Refusal(trouble.status(), "error", trouble.message())));
                case GATEWAY ->
                    give(new Answer(trouble.status(), trouble.message().getBytes(StandardCharsets.UTF_8)));
                default -> give(ask(routes));
            }
        }
    }

    private Answer ask(Routes routes) throws IOException {
        try {
            return routes.answer(http);
        } catch (Refusal e) {
            return refusal(e);
        } catch (RuntimeException e) {
            return refusal(new Refusal(400, "bug", "the server for tests fails: " + e)); // is not tried again, and seen
        }
    }

    /** Of all statuses only 500 shows, but for resumable uploads, which tell theirs and a plain text. */
    private Answer refusal(Refusal e) {
        if (Routes.isResumable(http)) {
            return new Answer(e.status(), e.getMessage().getBytes(StandardCharsets.UTF_8));
        }
        return Answer.json(
                e.status() == 500 ? 500 : 400,
                Map.of("statusCode", Integer.toString(e.status()), "error", e.error(), "message", e.getMessage()));
    }

    private void give(Answer answer) throws IOException {
        http.getRequestBody().transferTo(OutputStream.nullOutputStream());
        if (http.getRequestMethod().equals("HEAD") || answer.body().length == 0) {
            http.sendResponseHeaders(answer.status(), -1);
            return;
        }
        http.sendResponseHeaders(answer.status(), answer.body().length);
        int half = answer.body().length / 2;
        var out = http.getResponseBody();
        switch (trouble.kind()) {
            case CUT_OFF -> out.write(answer.body(), 0, half);
            case STALL -> {
                out.write(answer.body(), 0, half);
                out.flush();
                sleep(FOREVER);
            }
            case SLOW -> {
                for (int part = 0; part < SLOW_PARTS; part++) {
                    int from = (int) ((long) answer.body().length * part / SLOW_PARTS);
                    int to = (int) ((long) answer.body().length * (part + 1) / SLOW_PARTS);
                    out.write(answer.body(), from, to - from);
                    out.flush();
                    sleep(Duration.ofMillis(100));
                }
            }
            default -> out.write(answer.body());
        }
    }

    private static void sleep(Duration duration) {
        try {
            Thread.sleep(duration);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
