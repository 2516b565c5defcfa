package ai.pmoves.dox.testing.storage;

import ai.pmoves.dox.testing.storage.Exchange.Answer;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What the server does, by method and path. */
final class Routes {
    private static final String ROOT = "/storage/v1";
    private static final String RESUMABLE = ROOT + "/upload/resumable";
    private static final DateTimeFormatter HTTP_DATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private final String key;
    private final Buckets buckets;
    private final ResumableUploads uploads;

    Routes(String key, Buckets buckets) {
        this.key = key;
        this.buckets = buckets;
        this.uploads = new ResumableUploads(buckets);
    }

    static boolean isResumable(HttpExchange http) {
        return http.getRequestURI().getPath().startsWith(RESUMABLE);
    }

    Answer answer(HttpExchange http) throws Refusal, IOException {
        if (!isKnown(http)) {
            return Answer.json(401, Map.of("message", "Invalid API key"));
        }
        if (isResumable(http)) {
            return resumable(http);
        }
        var path = http.getRequestURI().getPath().substring(ROOT.length() + 1).split("/", 3);
        return switch (http.getRequestMethod() + " " + path[0]) {
            case "GET bucket" -> showBucket(path[1]);
            case "POST bucket" -> makeBucket(http);
            case "GET object", "HEAD object" -> read(http, path[2]);
            case "POST object" -> path[1].equals("list") ? list(http, path[2]) : write(http, path[1], path[2]);
            case "DELETE object" -> {
                buckets.remove(path[1], path[2]);
                yield Answer.json(200, Map.of("message", "Successfully deleted"));
            }
            default -> throw new Refusal(404, "Not Found", "Route not found");
        };
    }

    /** New keys come as the API key only, JWTs twice. */
    private boolean isKnown(HttpExchange http) {
        var token = http.getRequestHeaders().getFirst("Authorization");
        return key.equals(http.getRequestHeaders().getFirst("apikey"))
                && (key.startsWith("sb_secret_") ? token == null : ("Bearer " + key).equals(token));
    }

    private Answer showBucket(String name) throws Refusal {
        var bucket = buckets.get(name);
        return Answer.json(
                200,
                Map.of(
                        "id", name,
                        "name", name,
                        "public", bucket.isPublic(),
                        "file_size_limit", bucket.maxBytes(),
                        "allowed_mime_types", bucket.types()));
    }

    private Answer makeBucket(HttpExchange http) throws Refusal, IOException {
        var wanted = Exchange.JSON.readTree(http.getRequestBody().readAllBytes());
        var name = wanted.path("name").asText();
        buckets.add(name, wanted.path("public").asBoolean(), Long.MAX_VALUE, List.of());
        return Answer.json(200, Map.of("name", name));
    }

    private Answer read(HttpExchange http, String bucketAndKey) throws Refusal {
        var parts = bucketAndKey.split("/", 2);
        var file = buckets.read(parts[0], parts[1]);
        http.getResponseHeaders().set("Last-Modified", HTTP_DATE.format(file.modified()));
        http.getResponseHeaders().set("Content-Length", Integer.toString(file.content().length));
        return new Answer(200, file.content());
    }

    private Answer write(HttpExchange http, String bucket, String key) throws Refusal, IOException {
        long length = requireLength(http);
        var content = http.getRequestBody().readAllBytes();
        if (content.length != length) {
            throw new IOException("the request broke off");
        }
        var type = http.getRequestHeaders().getFirst("Content-Type");
        buckets.write(bucket, key, content, type, isUpsert(http));
        return Answer.json(200, Map.of("Key", bucket + "/" + key));
    }

    private static long requireLength(HttpExchange http) throws Refusal {
        var length = http.getRequestHeaders().getFirst("Content-Length");
        if (length == null) {
            throw new Refusal(400, "MissingContentLength", "You must provide the Content-Length HTTP header.");
        }
        return Long.parseLong(length);
    }

    private static boolean isUpsert(HttpExchange http) {
        return "true".equals(http.getRequestHeaders().getFirst("x-upsert"));
    }

    private Answer list(HttpExchange http, String bucket) throws Refusal, IOException {
        var wanted = Exchange.JSON.readTree(http.getRequestBody().readAllBytes());
        var names = buckets.list(bucket, wanted.path("prefix").asText());
        return Answer.json(
                200,
                names.stream()
                        .limit(wanted.path("limit").asInt(100))
                        .map(name -> Map.of("name", name))
                        .toList());
    }

    private Answer resumable(HttpExchange http) throws Refusal, IOException {
        var headers = http.getRequestHeaders();
        var path = http.getRequestURI().getPath();
        var id = path.substring(path.lastIndexOf('/') + 1);
        http.getResponseHeaders().set("Tus-Resumable", "1.0.0");
        switch (http.getRequestMethod()) {
            case "POST" -> {
                var made = uploads.begin(
                        Long.parseLong(headers.getFirst("Upload-Length")),
                        headers.getFirst("Upload-Metadata"),
                        isUpsert(http));
                // as behind a proxy: not the address that it was asked by
                http.getResponseHeaders().set("Location", "https://storage.internal" + RESUMABLE + "/" + made);
                return new Answer(201, new byte[0]);
            }
            case "HEAD" -> {
                http.getResponseHeaders().set("Upload-Offset", Long.toString(uploads.offset(id)));
                return new Answer(200, new byte[0]);
            }
            case "PATCH" -> {
                long length = requireLength(http);
                var piece = http.getRequestBody().readAllBytes();
                long now = uploads.append(
                        id, Long.parseLong(headers.getFirst("Upload-Offset")), piece, piece.length == length);
                http.getResponseHeaders().set("Upload-Offset", Long.toString(now));
                return new Answer(204, new byte[0]);
            }
            default -> throw new Refusal(404, "Not Found", "Route not found");
        }
    }
}
