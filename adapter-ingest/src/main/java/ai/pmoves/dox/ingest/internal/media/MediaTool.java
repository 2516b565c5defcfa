package ai.pmoves.dox.ingest.internal.media;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** An outside program that may or may not be installed. It gets so much time and may say so much. */
final class MediaTool {
    private static final int MAX_OUTPUT_BYTES = 10 * 1024 * 1024;
    private static final int MAX_ERROR_CHARS = 200;

    private final String program;
    private final Duration timeout;

    MediaTool(String program, Duration timeout) {
        this.program = program;
        this.timeout = timeout;
    }

    /** The program is not there. */
    static final class MissingException extends Exception {
        MissingException(String program, IOException cause) {
            super(program + " not installed", cause);
        }
    }

    /** The program ran and failed, or took too long. */
    static final class FailedException extends Exception {
        FailedException(String message) {
            super(message);
        }
    }

    /** Runs the program and returns what it wrote. */
    String run(String... arguments) throws MissingException, FailedException {
        var command = new ArrayList<>(List.of(program));
        command.addAll(Arrays.asList(arguments));
        Process process;
        try {
            process = new ProcessBuilder(command).start();
            process.getOutputStream().close(); // it has nothing to ask
        } catch (IOException e) {
            throw new MissingException(name(), e);
        }
        var output = CompletableFuture.supplyAsync(() -> read(process.getInputStream()), Thread::startVirtualThread);
        var errors = CompletableFuture.supplyAsync(() -> read(process.getErrorStream()), Thread::startVirtualThread);
        try {
            if (!process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new FailedException("%s took longer than %d ms".formatted(name(), timeout.toMillis()));
            }
            if (process.exitValue() != 0) {
                var said = errors.join().strip().replaceAll("\\s+", " ");
                throw new FailedException("%s failed with exit code %d: %s"
                        .formatted(
                                name(),
                                process.exitValue(),
                                said.substring(0, Math.min(said.length(), MAX_ERROR_CHARS))));
            }
            return output.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new FailedException(name() + " was interrupted");
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    private String name() {
        return program.substring(program.lastIndexOf('/') + 1);
    }

    /** Reads all that a program writes, so that it never waits for us, and keeps the beginning. */
    private static String read(InputStream in) {
        try (in) {
            var kept = in.readNBytes(MAX_OUTPUT_BYTES);
            in.transferTo(OutputStream.nullOutputStream());
            return new String(kept, StandardCharsets.UTF_8);
        } catch (IOException e) {
            return ""; // the program was ended
        }
    }
}
