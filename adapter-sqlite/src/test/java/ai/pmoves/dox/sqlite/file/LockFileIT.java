package ai.pmoves.dox.sqlite.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.pmoves.dox.domain.error.DoxException;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One caller of all processes has a lock; here and in another JVM. */
class LockFileIT {
    @TempDir
    Path folder;

    private Path store;

    @BeforeEach
    void nameStore() {
        store = folder.resolve("dox.db");
    }

    private LockFile lock() {
        return LockFile.tryLock(store, "test").orElseThrow();
    }

    private boolean isFree() {
        var lock = LockFile.tryLock(store, "test");
        lock.ifPresent(LockFile::close);
        return lock.isPresent();
    }

    @Test
    void whatOneHasNobodyElseGetsUntilItIsGivenBack() {
        var lock = lock();
        assertThat(isFree()).isFalse();
        lock.close();
        assertThat(isFree()).isTrue();
    }

    @Test
    void givingItBackTwiceDoesNotTakeItFromTheNextOne() {
        var lock = lock();
        lock.close();
        var next = lock();
        lock.close();
        assertThat(isFree()).isFalse();
        next.close();
    }

    @Test
    void locksOfOtherStoresAndForOtherPurposesAreOthers() {
        var lock = lock();
        LockFile.tryLock(store, "other").orElseThrow().close();
        LockFile.tryLock(folder.resolve("other.db"), "test").orElseThrow().close();
        assertThat(folder).isDirectoryContaining("glob:**/dox.db.other.lock");
        lock.close();
    }

    @Test
    void anotherProcessDoesNotGetItEvenAfterSomebodyHereHasTried() throws IOException {
        var lock = lock();
        assertThat(isFree()).isFalse();
        assertThat(answerOfAnotherJvm()).isEqualTo("taken");
        lock.close();
        assertThat(answerOfAnotherJvm()).isEqualTo("free");
    }

    @Test
    void aProcessThatIsKilledLeavesNone() throws Exception {
        var jvm = otherJvm();
        assertThat(jvm.inputReader(UTF_8).readLine()).isEqualTo("free");
        assertThat(isFree()).isFalse();
        jvm.destroyForcibly().waitFor();
        assertThat(isFree()).isTrue();
    }

    @Test
    void aFolderThatIsNotThereIsNamed() {
        assertThatThrownBy(() -> LockFile.tryLock(folder.resolve("none/dox.db"), "test"))
                .isInstanceOf(DoxException.class)
                .hasMessageContaining("none/dox.db.test.lock' cannot be used");
    }

    private String answerOfAnotherJvm() throws IOException {
        var jvm = otherJvm();
        try (var out = jvm.inputReader(UTF_8)) {
            return out.readLine();
        } finally {
            jvm.destroyForcibly();
        }
    }

    private Process otherJvm() throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        LockingJvm.class.getName(),
                        store.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }
}
