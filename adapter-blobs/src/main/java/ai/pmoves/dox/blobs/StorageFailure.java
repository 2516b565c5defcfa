package ai.pmoves.dox.blobs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Storage's answer that something was not done.
 *
 * <p>Most of its errors come as HTTP 400 whatever they are; the status that is meant stands in the body, as text:
 * {@code {"statusCode":"404","error":"not_found","message":"Object not found"}}.
 */
final class StorageFailure extends IOException {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<Integer> PASSING = Set.of(408, 423, 425, 429);
    private static final Pattern BAD_TOKEN = Pattern.compile("(?i)\\bjw[st]\\b"); // comes as a plain 400
    private static final int MAX_MESSAGE = 200;

    private final int status;

    private StorageFailure(int status, String message) {
        super(message);
        this.status = status;
    }

    static StorageFailure of(HttpResponse<String> answer) {
        var body = parse(answer.body());
        int status = body.path("statusCode").asInt(answer.statusCode());
        var message = body.path("message").asText("");
        return new StorageFailure(
                BAD_TOKEN.matcher(message).find() ? 403 : status,
                message.isEmpty() ? "HTTP " + status : message.substring(0, Math.min(message.length(), MAX_MESSAGE)));
    }

    private static JsonNode parse(String body) {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance(); // a gateway's page, or the plain text of resumable uploads
        }
    }

    /** The HTTP status that was meant. */
    int status() {
        return status;
    }

    /** Whether the same call may succeed in a moment. */
    boolean mayPass() {
        return status >= 500 && status != 507 || PASSING.contains(status);
    }
}
