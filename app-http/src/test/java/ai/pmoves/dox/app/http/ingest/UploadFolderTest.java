package ai.pmoves.dox.app.http.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.pmoves.dox.domain.error.DoxException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UploadFolderTest {
    @TempDir
    Path parent;

    @Test
    void whatAServerThatIsGoneLeftIsRemoved() throws IOException {
        var left = Files.createDirectory(parent.resolve("gone"));
        Files.writeString(left.resolve("MultiPart1"), "half of a file");
        var lock = Files.createFile(parent.resolve("gone.lock"));
        var other = Files.writeString(parent.resolve("of-somebody-else.txt"), "kept");

        try (var folder = UploadFolder.open(parent)) {
            assertThat(left).doesNotExist();
            assertThat(lock).doesNotExist();
            assertThat(other).exists();
            assertThat(folder.path()).isEmptyDirectory();
        }
    }

    @Test
    void whatARunningServerHoldsIsKept() throws IOException {
        try (var running = UploadFolder.open(parent)) {
            var part = Files.writeString(running.path().resolve("MultiPart1"), "half of a file");

            UploadFolder.open(parent).close();
            try (var next = UploadFolder.open(parent)) {
                assertThat(next.path()).isNotEqualTo(running.path());
                assertThat(part).exists();
            }
        }
    }

    @Test
    void closingRemovesTheFolder() throws IOException {
        var folder = UploadFolder.open(parent.resolve("tmp/uploads"));
        Files.writeString(folder.path().resolve("MultiPart1"), "half of a file");

        folder.close();

        assertThat(parent.resolve("tmp/uploads")).isEmptyDirectory();
    }

    @Test
    void serversThatStartAtOnceHaveAFolderEach() throws Exception {
        var folders = new ArrayList<UploadFolder>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var opening = new ArrayList<Future<UploadFolder>>();
            for (int i = 0; i < 16; i++) {
                opening.add(threads.submit(() -> UploadFolder.open(parent)));
            }
            for (var opened : opening) {
                folders.add(opened.get());
            }
        }

        assertThat(folders)
                .extracting(UploadFolder::path)
                .doesNotHaveDuplicates()
                .allMatch(Files::isDirectory);
        folders.forEach(UploadFolder::close);
        assertThat(parent).isEmptyDirectory();
    }

    @Test
    void aFolderThatCannotBeMadeIsNamed() throws IOException {
        var file = Files.createFile(parent.resolve("file"));

        assertThatThrownBy(() -> UploadFolder.open(file))
                .isInstanceOf(DoxException.class)
                .hasMessageStartingWith("Cannot make a folder for uploads in '" + file + "'");
    }
}
