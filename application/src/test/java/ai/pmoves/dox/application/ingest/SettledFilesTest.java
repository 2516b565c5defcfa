package ai.pmoves.dox.application.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import ai.pmoves.dox.application.ingest.SettledFiles.Signature;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SettledFilesTest {
    private static final Path FILE = Path.of("a.csv");

    private final SettledFiles settled = new SettledFiles(Duration.ofNanos(100));

    private static Map<Path, Signature> file(long size, long modified) {
        return Map.of(FILE, new Signature(size, FileTime.fromMillis(modified), "inode"));
    }

    @Test
    void aFileIsToldOnceItHasStayedAsItIs() {
        assertThat(settled.update(file(1, 1), 0)).isEmpty();
        assertThat(settled.update(file(1, 1), 99)).isEmpty();
        assertThat(settled.update(file(1, 1), 100)).containsExactly(FILE);
        assertThat(settled.update(file(1, 1), 500)).isEmpty();
    }

    @Test
    void aFileThatGrowsIsWaitedFor() {
        for (int i = 0; i < 20; i++) {
            assertThat(settled.update(file(i, 1), i * 90L)).isEmpty();
        }
        assertThat(settled.update(file(19, 1), 19 * 90 + 100)).containsExactly(FILE);
    }

    @Test
    void aFileIsToldAgainWhenItWasWrittenOrReplaced() {
        settled.update(file(1, 1), 0);
        settled.update(file(1, 1), 100);
        assertThat(settled.update(file(1, 2), 200)).isEmpty();
        assertThat(settled.update(file(1, 2), 300)).containsExactly(FILE);

        var other = Map.of(FILE, new Signature(1, FileTime.fromMillis(2), "another inode"));
        assertThat(settled.update(other, 400)).isEmpty();
        assertThat(settled.update(other, 500)).containsExactly(FILE);
    }

    @Test
    void aFileThatWentAwayAndCameBackIsNew() {
        settled.update(file(1, 1), 0);
        settled.update(file(1, 1), 100);
        assertThat(settled.update(Map.of(), 200)).isEmpty();
        assertThat(settled.update(file(1, 1), 300)).isEmpty();
        assertThat(settled.update(file(1, 1), 400)).containsExactly(FILE);
    }

    @Test
    void withoutADelayTwoLooksAreEnough() {
        var hasty = new SettledFiles(Duration.ZERO);
        assertThat(hasty.update(file(1, 1), 0)).isEmpty();
        assertThat(hasty.update(file(1, 1), 0)).containsExactly(FILE);
    }

    @Test
    void aFileThatCouldNotBeTakenIsToldOnceMore() {
        settled.update(file(1, 1), 0);
        settled.update(file(1, 1), 100);
        settled.again(FILE);
        settled.again(Path.of("gone"));
        assertThat(settled.update(file(1, 1), 101)).containsExactly(FILE);
        assertThat(settled.update(file(1, 1), 102)).isEmpty();
    }
}
