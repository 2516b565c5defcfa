package ai.pmoves.dox.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Talks to a started server. */
record ApiClient(String address) {
    private static final JsonMapper JSON = new JsonMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final String BOUNDARY = "----part-of-a-form";

    JsonNode get(String path) throws IOException, InterruptedException {
        return send(request(path).GET().build());
    }

    JsonNode post(String path, String json) throws IOException, InterruptedException {
        return send(request(path)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(json))
                .build());
    }

    JsonNode upload(String path, String field, String filename, byte[] content)
            throws IOException, InterruptedException {
        return send(form(path, field, filename, content));
    }

    /** Uploads a file that may be refused; returns the status code. */
    int tryUpload(String path, String field, String filename, byte[] content) throws IOException, InterruptedException {
        return HTTP.send(form(path, field, filename, content), BodyHandlers.ofString())
                .statusCode();
    }

    private HttpRequest form(String path, String field, String filename, byte[] content) {
        var form = new ByteArrayOutputStream();
        form.writeBytes(("--%s\r\nContent-Disposition: form-data; name=\"%s\"; filename=\"%s\"\r\n\r\n"
                        .formatted(BOUNDARY, field, filename))
                .getBytes(StandardCharsets.UTF_8));
        form.writeBytes(content);
        form.writeBytes(("\r\n--" + BOUNDARY + "--\r\n").getBytes(StandardCharsets.UTF_8));
        return request(path)
                .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
                .POST(BodyPublishers.ofByteArray(form.toByteArray()))
                .build();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(address + path)).timeout(Duration.ofMinutes(2));
    }

    private static JsonNode send(HttpRequest request) throws IOException, InterruptedException {
        var response = HTTP.send(request, BodyHandlers.ofString());
        assertThat(response.statusCode())
                .as("%s: %s", request.uri(), response.body())
                .isEqualTo(200);
        return JSON.readTree(response.body());
    }
}
