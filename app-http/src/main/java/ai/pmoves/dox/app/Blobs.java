package ai.pmoves.dox.app;

import ai.pmoves.dox.blobs.LocalBlobStore;
import ai.pmoves.dox.blobs.SupabaseBlobConfig;
import ai.pmoves.dox.blobs.SupabaseBlobStore;
import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.library.LazyBlobStore;
import ai.pmoves.dox.ports.blob.BlobStore;
import ai.pmoves.dox.replication.mirror.OfflineMode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens the place for files that the configuration chose. */
public final class Blobs {
    private static final Logger LOG = LoggerFactory.getLogger(Blobs.class);

    private Blobs() {}

    /** @throws DoxException if it cannot be opened */
    public static BlobStore open(DoxConfig config) {
        var bucket = config.storage().bucket();
        var blobs = bucket.isPresent()
                ? openBucket(config, bucketConfig(config, bucket.get()))
                : LocalBlobStore.open(config.home());
        LOG.info("event=blobs.opened where=\"{}\"", describe(config));
        return blobs;
    }

    /** A device that goes on offline begins without its bucket, too. */
    private static BlobStore openBucket(DoxConfig config, SupabaseBlobConfig bucket) {
        boolean mayBeAway = config.storage()
                .pair()
                .filter(pair -> pair.offline() != OfflineMode.OFF)
                .isPresent();
        return mayBeAway ? LazyBlobStore.open(() -> SupabaseBlobStore.open(bucket)) : SupabaseBlobStore.open(bucket);
    }

    private static SupabaseBlobConfig bucketConfig(DoxConfig config, DoxConfig.Bucket bucket) {
        var copies = config.home().resolve("tmp").resolve("files");
        try {
            return SupabaseBlobConfig.of(
                    bucket.projectUrl(), bucket.serviceKey().reveal(), bucket.name(), copies);
        } catch (IllegalArgumentException e) {
            throw new DoxException(
                    ErrorCode.CONFIG_INVALID, "The bucket cannot be used: %s.".formatted(e.getMessage()), e);
        }
    }

    /** Says where the files are, without a key. */
    public static String describe(DoxConfig config) {
        return config.storage()
                .bucket()
                .map(bucket -> bucketConfig(config, bucket).toString())
                .orElseGet(() -> config.home().toString());
    }
}
