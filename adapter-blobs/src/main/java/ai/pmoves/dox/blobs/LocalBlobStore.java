package ai.pmoves.dox.blobs;

import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.ports.blob.BlobStore;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

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
        Leftovers.sweep(opened.incoming());
        return new LocalBlobStore(opened);
    }

    @Override
    public StoredBlob saveUpload(String id, String filename, InputStream content, long maxBytes) {
        var name = Home.UPLOADS + "/" + SafeName.of(id, filename);
        try (var file = IncomingFile.create(home.incoming())) {
            file.write(content, maxBytes);
            var target = home.prepare(name);
            file.moveTo(target);
            return new StoredBlob(name, target, file.sizeBytes(), file.sha256());
        } catch (IOException e) {
            throw Failures.unavailable("write", name, e);
        }
    }

    @Override
    public void saveDerived(String name, Content content) {
        var full = Home.ARTIFACTS + "/" + name;
        home.locate(full);
        try (var file = IncomingFile.create(home.incoming())) {
            file.write(content);
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
            throw Failures.notFound(name, null);
        } catch (NoSuchFileException e) {
            throw Failures.notFound(name, e);
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
}
