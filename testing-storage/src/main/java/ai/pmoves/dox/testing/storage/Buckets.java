package ai.pmoves.dox.testing.storage;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The buckets and what is in them. */
final class Buckets {
    /** Storage's rule for keys. */
    private static final Pattern KEY = Pattern.compile("[\\w/!\\-.*'() &$@=;:+,?]+");

    private static final int LONGEST_PART = 255;

    private final Map<String, Bucket> buckets = new ConcurrentHashMap<>();
    private final AtomicLong writes = new AtomicLong();

    /** A file, and when it was written: each write is a minute after the one before. */
    record Stored(byte[] content, Instant modified) {}

    /** @param types of files that are taken, empty for all */
    record Bucket(boolean isPublic, long maxBytes, List<String> types, Map<String, Stored> files) {}

    void add(String name, boolean isPublic, long maxBytes, List<String> types) throws Refusal {
        var bucket = new Bucket(isPublic, maxBytes, types, new ConcurrentHashMap<>());
        if (buckets.putIfAbsent(name, bucket) != null) {
            throw new Refusal(409, "Duplicate", "The resource already exists");
        }
    }

    @Nullable
    Bucket find(String name) {
        return buckets.get(name);
    }

    Bucket get(String name) throws Refusal {
        var bucket = find(name);
        if (bucket == null) {
            throw new Refusal(404, "Bucket not found", "Bucket not found");
        }
        return bucket;
    }

    Stored read(String bucket, String key) throws Refusal {
        var file = get(bucket).files().get(key);
        if (file == null) {
            throw new Refusal(404, "not_found", "Object not found");
        }
        return file;
    }

    void write(String bucket, String key, byte[] content, @Nullable String type, boolean upsert) throws Refusal {
        check(bucket, key, content.length, type);
        var modified = Instant.parse("2026-01-01T00:00:00Z").plusSeconds(60 * writes.incrementAndGet());
        var file = new Stored(content, modified);
        var files = get(bucket).files();
        if (upsert) {
            files.put(key, file);
        } else if (files.putIfAbsent(key, file) != null) {
            throw new Refusal(409, "Duplicate", "The resource already exists");
        }
    }

    /** Whether a file may be written. */
    void check(String name, String key, long sizeBytes, @Nullable String type) throws Refusal {
        var bucket = get(name);
        if (!KEY.matcher(key).matches()) {
            throw new Refusal(400, "InvalidKey", "Invalid key: " + key);
        }
        if (Arrays.stream(key.split("/")).anyMatch(part -> part.length() > LONGEST_PART)) {
            throw new Refusal(500, "InternalError", "ENAMETOOLONG: name too long");
        }
        if (sizeBytes > bucket.maxBytes()) {
            throw new Refusal(413, "Payload too large", "The object exceeded the maximum allowed size");
        }
        if (!bucket.types().isEmpty() && !bucket.types().contains(type)) {
            throw new Refusal(415, "invalid_mime_type", "mime type %s is not supported".formatted(type));
        }
    }

    void remove(String bucket, String key) throws Refusal {
        if (get(bucket).files().remove(key) == null) {
            throw new Refusal(404, "not_found", "Object not found");
        }
    }

    /** The names directly in a folder. */
    List<String> list(String bucket, String folder) throws Refusal {
        return new TreeMap<>(get(bucket).files())
                .keySet().stream()
                        .filter(key -> key.startsWith(folder))
                        .map(key -> key.substring(folder.length()).split("/")[0])
                        .distinct()
                        .toList();
    }
}
