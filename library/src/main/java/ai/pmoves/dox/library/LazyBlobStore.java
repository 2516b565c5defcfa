package ai.pmoves.dox.library;

import static java.util.Objects.requireNonNull;

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
public final class LazyBlobStore implements BlobStore {
    private static final Logger LOG = LoggerFactory.getLogger(LazyBlobStore.class);

    private final Supplier<? extends BlobStore> opener;
    private volatile @Nullable BlobStore opened;

    private LazyBlobStore(Supplier<? extends BlobStore> opener) {
        this.opener = requireNonNull(opener, "opener");
    }

    /** One that is opened by the first call. */
    public static BlobStore lazy(Supplier<? extends BlobStore> opener) {
        return new LazyBlobStore(opener);
    }

    /**
     * One that is opened now, or by a later call if it is away now.
     *
     * @throws DoxException what the opener throws, unless that is of the kind {@link FailureKind#UNAVAILABLE}
     */
    public static BlobStore open(Supplier<? extends BlobStore> opener) {
        var blobs = new LazyBlobStore(opener);
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
