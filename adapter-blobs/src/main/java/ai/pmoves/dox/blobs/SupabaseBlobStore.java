package ai.pmoves.dox.blobs;

import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.domain.error.Reason;
import ai.pmoves.dox.domain.error.Remedy;
import ai.pmoves.dox.ports.blob.BlobStore;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

/**
 * Keeps files in a private bucket of Supabase's Storage, so that servers which share a database share its files.
 *
 * <p>Files that are in use lie in a folder of this machine, too: an upload is written there first, and sent from
 * there; one that another server took in is fetched on demand. An upload never changes, so a copy of it
 * is as good; derived files are fetched each time. A copy that was not used for an hour is removed.
 *
 * <p>What Storage cannot do at the moment is tried again for some seconds; what it will not do is
 * {@code store.unavailable}, {@code ingest.too-large} or {@code blob.quota-exceeded}, each with Storage's reason.
 */
public final class SupabaseBlobStore implements BlobStore {
    private final SupabaseBlobConfig config;
    private final Bucket bucket;
    private final LocalCopies copies;

    private SupabaseBlobStore(SupabaseBlobConfig config, Bucket bucket, LocalCopies copies) {
        this.config = config;
        this.bucket = bucket;
        this.copies = copies;
    }

    /**
     * Opens the bucket, making it if it is not there.
     *
     * @throws DoxException {@code config.invalid} if Storage refuses the key or the bucket is public,
     *     {@code store.unavailable} if Storage cannot be reached or the folder of copies cannot be used
     */
    public static BlobStore open(SupabaseBlobConfig config) {
        var store = new SupabaseBlobStore(config, new Bucket(config), LocalCopies.open(config.copies()));
        store.prepare();
        return store;
    }

    private void prepare() {
        try {
            bucket.prepare();
        } catch (IOException e) {
            if (e instanceof StorageFailure failure && isRefusal(failure)) {
                throw new DoxException(
                        ErrorCode.CONFIG_INVALID,
                        Reason.of(
                                "Storage at %s refuses the key: %s.".formatted(config.projectUrl(), e.getMessage()),
                                Remedy.REPLACE_STORAGE_KEY),
                        e);
            }
            throw failure("open the bucket", config.bucket(), e);
        }
    }

    @Override
    public StoredBlob saveUpload(String id, String filename, InputStream content, long maxBytes) {
        var name = Home.UPLOADS + "/" + SafeName.of(id, filename);
        try (var file = copies.create()) {
            file.write(content, maxBytes);
            send(name, file);
            return new StoredBlob(name, copies.keep(name, file), file.sizeBytes(), file.sha256());
        } catch (IOException e) {
            throw Failures.unavailable("write the local copy of", name, e);
        }
    }

    @Override
    public void saveDerived(String name, Content content) {
        var full = Home.ARTIFACTS + "/" + name;
        copies.locate(full);
        try (var file = copies.create()) {
            file.write(content);
            send(full, file);
        } catch (IOException e) {
            throw Failures.unavailable("write the local copy of", full, e);
        }
    }

    private void send(String name, IncomingFile file) {
        try {
            bucket.put(name, file.path(), file.sizeBytes());
        } catch (IOException e) {
            throw failure("write", name, e);
        }
    }

    @Override
    public Path resolve(String name) {
        var copy = copies.locate(name);
        if (name.startsWith(Home.UPLOADS + "/") && copies.use(copy)) {
            return copy;
        }
        try (var file = fetch(name)) {
            return copies.keep(name, file);
        } catch (IOException e) {
            throw Failures.unavailable("write the local copy of", name, e);
        }
    }

    private IncomingFile fetch(String name) {
        try {
            return bucket.repeat(attempt -> {
                var file = create(name);
                boolean whole = false;
                try {
                    bucket.get(name, file.path());
                    whole = true;
                    return file;
                } finally {
                    if (!whole) {
                        file.close();
                    }
                }
            });
        } catch (IOException e) {
            throw failure("read", name, e);
        }
    }

    /** A disk that is full is no reason to ask Storage again. */
    private IncomingFile create(String name) {
        try {
            return copies.create();
        } catch (IOException e) {
            throw Failures.unavailable("write the local copy of", name, e);
        }
    }

    @Override
    public void remove(String name) {
        copies.locate(name);
        try {
            if (!bucket.remove(name) && bucket.isFolder(name)) {
                throw Home.invalid(name, "it is a folder");
            }
        } catch (IOException e) {
            throw failure("remove", name, e);
        }
        copies.remove(name);
    }

    private static boolean isRefusal(StorageFailure failure) {
        return failure.status() == 401 || failure.status() == 403;
    }

    private DoxException failure(String what, String name, IOException e) {
        var reason = Failures.reason(e);
        int status = e instanceof StorageFailure failure ? failure.status() : 0;
        return switch (status) {
            case 404 -> Failures.notFound(name, e);
            case 413 ->
                new DoxException(
                        ErrorCode.FILE_TOO_LARGE,
                        "Storage takes no file as large as '%s': %s. The dashboard (Storage, Settings) raises its limit"
                                .formatted(name, reason),
                        e);
            case 402, 507 ->
                new DoxException(
                        ErrorCode.BLOB_QUOTA_EXCEEDED,
                        "Cannot %s '%s': the project's quota is used up (%s). The dashboard shows it under Usage."
                                .formatted(what, name, reason),
                        e);
            default ->
                new DoxException(
                        ErrorCode.STORE_UNAVAILABLE,
                        "Cannot %s '%s' in the %s: %s.".formatted(what, name, config, reason),
                        e);
        };
    }
}
