package ai.pmoves.dox.blobs;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/**
 * A large file on its way, in pieces, by the protocol TUS 1.0.0: what arrived need not be sent again when the line
 * breaks. The file appears with its last piece; of an upload that was given up Storage forgets the pieces after a day.
 */
final class ResumableUpload {
    private static final String UPLOADS = "/upload/resumable/";

    private final StorageClient client;
    private final String bucket;
    private final String key;
    private final Path file;
    private final long sizeBytes;

    ResumableUpload(StorageClient client, String bucket, String key, Path file, long sizeBytes) {
        this.client = client;
        this.bucket = bucket;
        this.key = key;
        this.file = file;
        this.sizeBytes = sizeBytes;
    }

    void run() throws IOException {
        var upload = client.repeat(attempt -> begin());
        long done = 0;
        while (done < sizeBytes) {
            long from = done;
            done = client.repeat(attempt -> advance(upload, attempt == 0 ? from : arrived(upload)));
        }
    }

    /** Announces the file; returns the path of the upload. */
    private String begin() throws IOException {
        var metadata = Map.of("bucketName", bucket, "objectName", key, "contentType", Bucket.CONTENT_TYPE);
        var request = request(UPLOADS.substring(0, UPLOADS.length() - 1))
                .header("Upload-Length", Long.toString(sizeBytes))
                .header("Upload-Metadata", encode(metadata))
                .POST(BodyPublishers.noBody());
        var location = header(client.send(request), "Location");
        // it may name another host, as a proxy sees itself; the key goes to none but ours
        return UPLOADS + lastPart(URI.create(location).getRawPath());
    }

    private static String lastPart(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private static String encode(Map<String, String> metadata) {
        return metadata.entrySet().stream()
                .map(entry -> entry.getKey() + " "
                        + Base64.getEncoder().encodeToString(entry.getValue().getBytes(StandardCharsets.UTF_8)))
                .collect(Collectors.joining(","));
    }

    /** Sends the next piece; returns how many bytes have arrived with it. */
    private long advance(String upload, long from) throws IOException {
        if (from == sizeBytes) {
            return requireStored(); // the last piece arrived, and only the answer was lost
        }
        var sent = new AtomicLong();
        var piece = new FilePiece(file, from, Math.min(Bucket.PIECE_BYTES, sizeBytes - from));
        var request = request(upload)
                .header("Upload-Offset", Long.toString(from))
                .header("Content-Type", "application/offset+octet-stream")
                .method("PATCH", piece.publisher(sent));
        return number(client.send(request, sent::get), "Upload-Offset");
    }

    private long arrived(String upload) throws IOException {
        return number(client.send(request(upload).HEAD()), "Upload-Offset");
    }

    private long requireStored() throws IOException {
        var request = client.request("/object/authenticated/%s/%s".formatted(bucket, key))
                .HEAD();
        long stored = number(client.send(request), "Content-Length");
        if (stored != sizeBytes) {
            throw new IOException("%d of %d bytes are stored".formatted(stored, sizeBytes));
        }
        return stored;
    }

    private HttpRequest.Builder request(String path) {
        return client.request(path).header("Tus-Resumable", "1.0.0").header("x-upsert", "true");
    }

    private static long number(HttpResponse<String> answer, String header) throws IOException {
        try {
            return Long.parseLong(header(answer, header));
        } catch (NumberFormatException e) {
            throw new IOException("the answer's header %s is no number".formatted(header), e);
        }
    }

    private static String header(HttpResponse<String> answer, String name) throws IOException {
        return answer.headers().firstValue(name).orElseThrow(() -> new IOException("the answer has no header " + name));
    }
}
