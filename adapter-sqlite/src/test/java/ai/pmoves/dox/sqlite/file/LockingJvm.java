package ai.pmoves.dox.sqlite.file;

import java.io.IOException;
import java.nio.file.Path;

/** The main program of a JVM that takes a lock, says whether it got it, and waits to be killed. */
final class LockingJvm {
    private LockingJvm() {}

    @SuppressWarnings("resource") // it keeps it
    public static void main(String[] arguments) throws IOException {
        var lock = LockFile.tryLock(Path.of(arguments[0]), "test");
        System.out.println(lock.isPresent() ? "free" : "taken");
        System.in.read();
    }
}
