package ai.pmoves.dox.app;

import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.FailureKind;
import ai.pmoves.dox.ports.blob.BlobStore;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A store of files that is opened when it is needed, or that may be away when the process starts: each call tries to open
 * it until that was done. Thread-safe.
 */
final class LateBlobStore implements BlobStore {
    private static final Logger LOG = LoggerFactory.getLogger(LateBlobStore.class);

    private final Supplier<BlobStore> opener;
    private volatile @Nullable BlobStore opened;

    private LateBlobStore(Supplier<BlobStore> opener) {
        this.opener = opener;
    }

    /** One that is opened by the first call. */
    static BlobStore lazy(Supplier<BlobStore> opener) {
        return new LateBlobStore(opener);
    }

    /** @throws DoxException what the opener throws, unless that is that it is away */
    static BlobStore open(Supplier<BlobStore> opener) {
        var blobs = new LateBlobStore(opener);
        try {
            blobs.opened();
        } catch (DoxException e) {
            if (e.kind() != FailureKind.UNAVAILABLE) {
                throw e;
            }
            LOG.warn("event=blobs.away reason=\"{}\"", e.getMessage());
        }
        return blobs;
    }

    private BlobStore opened() {
        var there = opened;
        return there == null ? tryToOpen() : there;
    }

    private synchronized BlobStore tryToOpen() {
        var there = opened;
        if (there == null) {
            there = opener.get();
            opened = there;
        }
        return there;
    }

    @Override
    public StoredBlob saveUpload(String id, String filename, InputStream content, long maxBytes) {
        return opened().saveUpload(id, filename, content, maxBytes);
    }

    @Override
    public void saveDerived(String name, Content content) {
        opened().saveDerived(name, content);
    }

    @Override
    public Path resolve(String name) {
        return opened().resolve(name);
    }

    @Override
    public void remove(String name) {
        opened().remove(name);
    }
}
