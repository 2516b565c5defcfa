package ai.pmoves.dox.testing.stores.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * Lines that are in a file as soon as they are written, whatever becomes of the process: what it does next comes after
 * them. Not thread-safe.
 */
final class OperationLog {
    private static final String SUFFIX = ".ledger";

    private final OutputStream file;

    private OperationLog(OutputStream file) {
        this.file = file;
    }

    /** Goes on with a file, without the line in the middle of which an earlier process ended. */
    static OperationLog open(Path file) throws IOException {
        try (var channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            channel.truncate(whole(file).getBytes(UTF_8).length);
        }
        return new OperationLog(Files.newOutputStream(file, StandardOpenOption.APPEND));
    }

    static Path of(Path folder, String name) {
        return folder.resolve(name + SUFFIX);
    }

    /** The files of a folder, in the order of their names. */
    static List<Path> in(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(SUFFIX))
                    .sorted()
                    .toList();
        }
    }

    static List<String> read(Path file) throws IOException {
        return whole(file).lines().toList();
    }

    private static String whole(Path file) throws IOException {
        var text = Files.readString(file);
        return text.substring(0, text.lastIndexOf('\n') + 1);
    }

    void add(String line) {
        try {
            file.write((line + "\n").getBytes(UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
