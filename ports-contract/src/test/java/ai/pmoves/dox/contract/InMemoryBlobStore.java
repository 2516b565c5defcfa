package ai.pmoves.dox.contract;

import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.ports.blob.BlobStore;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/** Keeps files in memory. Written from the Javadoc of {@link BlobStore} alone, with words and habits of its own. */
final class InMemoryBlobStore implements BlobStore {
    private final Map<String, byte[]> files = new ConcurrentHashMap<>();
    private final Path copies;

    /** @param copies an empty folder, where files can be read */
    InMemoryBlobStore(Path copies) {
        this.copies = copies;
    }

    int size() {
        return files.size();
    }

    @Override
    public StoredBlob saveUpload(String id, String filename, InputStream content, long maxBytes) {
        var bytes = readAll(content, maxBytes);
        var name = "uploads/" + shortened(id + "_" + safe(filename));
        files.put(name, bytes);
        return new StoredBlob(name, copy(bytes), bytes.length, sha256(bytes));
    }

    private static byte[] readAll(InputStream content, long maxBytes) {
        var bytes = new ByteArrayOutputStream();
        try {
            for (int next = content.read(); next >= 0; next = content.read()) {
                bytes.write(next);
                if (bytes.size() > maxBytes) {
                    throw new DoxException(ErrorCode.FILE_TOO_LARGE, maxBytes + " is the most that fits here");
                }
            }
        } catch (IOException e) {
            throw new DoxException(ErrorCode.FILE_UNREADABLE, "could not be read: " + e.getMessage(), e);
        }
        return bytes.toByteArray();
    }

    private static String safe(String filename) {
        var last = filename.substring(Math.max(filename.lastIndexOf('/'), filename.lastIndexOf('\\')) + 1);
        var shown = last.replaceAll("[\\p{Cc}\\p{Cf}]", "");
        return shown.isBlank() || shown.chars().allMatch(c -> c == '.') ? "upload" : shown;
    }

    private static String shortened(String name) {
        var suffix = name.lastIndexOf('.') < 0 ? "" : name.substring(name.lastIndexOf('.'));
        var stem = name.substring(0, name.length() - suffix.length());
        while (utf8(stem + suffix).length > MAX_STORED_NAME_BYTES) {
            stem = stem.substring(0, stem.offsetByCodePoints(stem.length(), -1));
        }
        return stem + suffix;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private Path copy(byte[] bytes) {
        try {
            return Files.write(Files.createTempFile(copies, "copy", ""), bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void saveDerived(String name, Content content) {
        requirePlain("artifacts/" + name);
        var bytes = new ByteArrayOutputStream();
        try {
            content.writeTo(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        files.put("artifacts/" + name, bytes.toByteArray());
    }

    @Override
    public Path resolve(String name) {
        requirePlain(name);
        if (!files.containsKey(name)) {
            throw new DoxException(ErrorCode.BLOB_NOT_FOUND, name + " is unknown");
        }
        return copy(Objects.requireNonNull(files.get(name)));
    }

    @Override
    public void remove(String name) {
        requirePlain(name);
        files.remove(name);
    }

    private static void requirePlain(String name) {
        var parts = List.of(name.split("/", -1));
        boolean isPlain = parts.size() > 1
                && List.of("uploads", "artifacts").contains(parts.getFirst())
                && parts.stream().noneMatch(part -> part.isBlank() || part.matches("\\.\\.?"))
                && name.chars().noneMatch(c -> c == '\\' || c == 0);
        if (!isPlain) {
            throw new DoxException(ErrorCode.PATH_INVALID, "not a name of a file: " + name);
        }
    }
}
