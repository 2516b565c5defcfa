package ai.pmoves.dox.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.pmoves.dox.blobs.LocalBlobStore;
import ai.pmoves.dox.contract.blobs.BlobStoreContract;
import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.ports.blob.BlobStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LazyBlobStoreTest implements BlobStoreContract {
    @TempDir
    private Path home;

    private final Queue<ErrorCode> failures = new ArrayDeque<>();
    private BlobStore blobs;

    @BeforeEach
    void open() {
        blobs = LazyBlobStore.lazy(this::tryToOpen);
    }

    private BlobStore tryToOpen() {
        var failure = failures.poll();
        if (failure != null) {
            throw new DoxException(failure, "Not now.");
        }
        return LocalBlobStore.open(home);
    }

    @Override
    public BlobStore blobs() {
        return blobs;
    }

    @Override
    public long countFiles() {
        try (var tree = Files.walk(home)) {
            return tree.filter(Files::isRegularFile).count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aStoreThatIsAwayIsTriedAgainAtTheNextCall() {
        failures.addAll(List.of(ErrorCode.STORE_UNAVAILABLE, ErrorCode.STORE_UNAVAILABLE));
        var late = LazyBlobStore.open(this::tryToOpen);

        assertThatThrownBy(() -> late.saveDerived("a.txt", new byte[1])).hasMessage("Not now.");
        late.saveDerived("a.txt", new byte[1]);

        assertThat(late.resolve("artifacts/a.txt")).hasSize(1);
    }

    @Test
    void aStoreThatIsRefusedIsNotWaitedFor() {
        failures.add(ErrorCode.CONFIG_INVALID);

        assertThatThrownBy(() -> LazyBlobStore.open(this::tryToOpen)).hasMessage("Not now.");
    }
}
