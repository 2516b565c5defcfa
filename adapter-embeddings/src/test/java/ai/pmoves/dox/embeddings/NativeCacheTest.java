package ai.pmoves.dox.embeddings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NativeCacheTest {
    @TempDir
    Path directory;

    @Test
    void aDirectoryThatCanBeWrittenIsKept() {
        assertThat(NativeCache.insteadOf(directory.resolve("cache"))).isEmpty();
    }

    @Test
    void aHomeThatCannotHoldFilesIsReplaced() throws IOException {
        var file = Files.createFile(directory.resolve("home"));
        assertThat(NativeCache.insteadOf(file.resolve("cache")))
                .hasValueSatisfying(instead -> assertThat(instead).isWritable().isNotEqualTo(file.resolve("cache")));
    }

    @Test
    void theHomeOfAnUnknownUserIsReplaced() {
        assertThat(NativeCache.insteadOf(Path.of("?", "cache"))).isPresent();
    }
}
