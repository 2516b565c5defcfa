package ai.pmoves.dox.contract;

import ai.pmoves.dox.contract.blobs.BlobStoreContract;
import ai.pmoves.dox.ports.blob.BlobStore;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** The Javadoc of a port is enough to pass its contract. */
class InMemoryBlobStoreTest implements BlobStoreContract {
    @TempDir
    Path copies;

    private InMemoryBlobStore blobs;

    @BeforeEach
    void open() {
        blobs = new InMemoryBlobStore(copies);
    }

    @Override
    public BlobStore blobs() {
        return blobs;
    }

    @Override
    public long countFiles() {
        return blobs.size();
    }
}
