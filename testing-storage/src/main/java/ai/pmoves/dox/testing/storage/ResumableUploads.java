package ai.pmoves.dox.testing.storage;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** Uploads that come in pieces, by the protocol TUS 1.0.0. */
final class ResumableUploads {
    private static final int PIECE_BYTES = 6 * 1024 * 1024;

    private final Buckets buckets;
    private final Map<String, Upload> uploads = new ConcurrentHashMap<>();

    ResumableUploads(Buckets buckets) {
        this.buckets = buckets;
    }

    private record Upload(
            String bucket, String key, String type, boolean upsert, long length, ByteArrayOutputStream content) {}

    /** Returns the id of the new upload. */
    String begin(long length, String metadata, boolean upsert) throws Refusal {
        var values = decode(metadata);
        var upload = new Upload(
                values.getOrDefault("bucketName", ""),
                values.getOrDefault("objectName", ""),
                values.getOrDefault("contentType", ""),
                upsert,
                length,
                new ByteArrayOutputStream());
        buckets.check(upload.bucket(), upload.key(), length, upload.type());
        var id = UUID.randomUUID().toString();
        uploads.put(id, upload);
        return id;
    }

    private static Map<String, String> decode(String metadata) {
        return Arrays.stream(metadata.split(","))
                .map(pair -> pair.strip().split(" "))
                .collect(Collectors.toMap(
                        pair -> pair[0],
                        pair -> new String(Base64.getDecoder().decode(pair[1]), StandardCharsets.UTF_8)));
    }

    /** Takes what came of a piece; returns how many bytes there are now. */
    synchronized long append(String id, long offset, byte[] piece, boolean whole) throws Refusal {
        var upload = get(id);
        var content = upload.content();
        if (offset != content.size()) {
            throw new Refusal(409, "Conflict", "Upload-Offset conflict");
        }
        boolean last = offset + piece.length == upload.length();
        if (whole && !last && (offset + piece.length) % PIECE_BYTES != 0) {
            throw new Refusal(400, "TusError", "a piece has to be of 6 MB");
        }
        content.writeBytes(piece);
        if (content.size() == upload.length()) {
            buckets.write(upload.bucket(), upload.key(), content.toByteArray(), upload.type(), upload.upsert());
        }
        return content.size();
    }

    long offset(String id) throws Refusal {
        return get(id).content().size();
    }

    private Upload get(String id) throws Refusal {
        var upload = uploads.get(id);
        if (upload == null) {
            throw new Refusal(404, "NoSuchUpload", "The file for this url was not found");
        }
        return upload;
    }
}
