package ai.pmoves.dox.blobs;

import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.ports.blob.BlobStore;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Keeps files in a folder of this machine. Several processes may share it. */
public final class LocalBlobStore implements BlobStore {
    private final Home home;

    private LocalBlobStore(Home home) {
        this.home = home;
    }

    /**
     * Opens the folder, making it and what belongs in it, and removes what a crash left half-written.
     *
     * @throws DoxException {@code store.unavailable} if it cannot be made or written
     */
    public static BlobStore open(Path home) {
        var opened = Home.open(home);
        Leftovers.sweep(opened.path().resolve(Home.INCOMING));
        return new LocalBlobStore(opened);
    }

    @Override
    public StoredBlob saveUpload(String id, String filename, InputStream content, long maxBytes) {
        var name = Home.UPLOADS + "/" + SafeName.of(id, filename);
        var sha256 = sha256();
        try (var file = IncomingFile.create(incoming(), sha256)) {
            file.write(content, maxBytes);
            var target = home.prepare(name);
            file.moveTo(target);
            return new StoredBlob(name, target, file.sizeBytes(), HexFormat.of().formatHex(sha256.digest()));
        } catch (IOException e) {
            throw Failures.unavailable("write", name, e);
        }
    }

    @Override
    public void saveDerived(String name, byte[] content) {
        var full = Home.ARTIFACTS + "/" + name;
        home.locate(full);
        try (var file = IncomingFile.create(incoming(), sha256())) {
            file.write(content, content.length);
            file.moveTo(home.prepare(full));
        } catch (IOException e) {
            throw Failures.unavailable("write", full, e);
        }
    }

    @Override
    public Path resolve(String name) {
        var path = home.locate(name);
        try {
            var real = home.requireInside(path, name);
            if (Files.isRegularFile(real)) {
                return real;
            }
            throw notFound(name, null);
        } catch (NoSuchFileException e) {
            throw notFound(name, e);
        } catch (IOException e) {
            throw Failures.unavailable("read", name, e);
        }
    }

    @Override
    public void remove(String name) {
        var path = home.locate(name);
        try {
            var inside = home.requireInside(path.getParent(), name).resolve(path.getFileName());
            if (Files.isDirectory(inside, LinkOption.NOFOLLOW_LINKS)) {
                throw Home.invalid(name, "it is a folder");
            }
            Files.deleteIfExists(inside);
        } catch (NoSuchFileException e) {
            return; // not even its folder is there
        } catch (IOException e) {
            throw Failures.unavailable("remove", name, e);
        }
    }

    private Path incoming() {
        return home.path().resolve(Home.INCOMING);
    }

    private static DoxException notFound(String name, @Nullable Throwable cause) {
        return new DoxException(ErrorCode.BLOB_NOT_FOUND, "No file '%s'.".formatted(name), cause);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
