package ai.pmoves.dox.app.http;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;

/** A form with files, as browsers send it. */
final class Multipart {
    private static final String BOUNDARY = "----boundary7fd3a9";

    private final ByteArrayOutputStream body = new ByteArrayOutputStream();

    Multipart file(String field, String filename, byte[] content) {
        text("--%s\r\nContent-Disposition: form-data; name=\"%s\"; filename=\"%s\"\r\nContent-Type: %s\r\n\r\n"
                .formatted(BOUNDARY, field, filename, "application/octet-stream"));
        body.writeBytes(content);
        text("\r\n");
        return this;
    }

    Multipart file(String field, String filename, String content) {
        return file(field, filename, content.getBytes(StandardCharsets.UTF_8));
    }

    Multipart field(String name, String value) {
        text("--%s\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%s\r\n".formatted(BOUNDARY, name, value));
        return this;
    }

    String contentType() {
        return "multipart/form-data; boundary=" + BOUNDARY;
    }

    BodyPublisher publisher() {
        return BodyPublishers.ofByteArray((body.toString(StandardCharsets.ISO_8859_1) + "--" + BOUNDARY + "--\r\n")
                .getBytes(StandardCharsets.ISO_8859_1));
    }

    private void text(String text) {
        body.writeBytes(text.getBytes(StandardCharsets.UTF_8));
    }
}
