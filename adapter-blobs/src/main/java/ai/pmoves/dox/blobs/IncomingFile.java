package ai.pmoves.dox.blobs;

import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.domain.error.Remedy;
import ai.pmoves.dox.ports.blob.BlobStore;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.UUID;

/**
 * A file that is being written: bytes go to a temporary name, and {@link #moveTo} makes it appear, whole.
 * Closing it removes what did not appear. Not thread-safe.
 */
final class IncomingFile implements AutoCloseable {
    private static final int BUFFER_BYTES = 64 * 1024;
    private static final long MIB = 1024 * 1024;

    private final Path path;
    private final FileChannel channel;
    private final MessageDigest digest = Sha256.start();
    private long sizeBytes;

    private IncomingFile(Path path) throws IOException {
        this.path = path;
        this.channel = FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    }

    static IncomingFile create(Path incoming) throws IOException {
        Files.createDirectories(incoming);
        return new IncomingFile(incoming.resolve(UUID.randomUUID().toString()));
    }

    private void write(byte[] bytes, int offset, int length) throws IOException {
        var buffer = ByteBuffer.wrap(bytes, offset, length);
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
        digest.update(bytes, offset, length);
        sizeBytes += length;
    }

    /** Has the content write itself. */
    void write(BlobStore.Content content) throws IOException {
        var out = new BufferedOutputStream(new Stream(), BUFFER_BYTES);
        content.writeTo(out);
        out.flush();
    }

    private final class Stream extends OutputStream {
        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            IncomingFile.this.write(bytes, offset, length);
        }
    }

    /** Writes everything that the stream still has. */
    void write(InputStream content, long maxBytes) throws IOException {
        var buffer = new byte[BUFFER_BYTES];
        for (int read = read(content, buffer); read >= 0; read = read(content, buffer)) {
            if (sizeBytes + read > maxBytes) {
                throw tooLarge(maxBytes);
            }
            write(buffer, 0, read);
        }
    }

    private static int read(InputStream content, byte[] buffer) {
        try {
            return content.read(buffer);
        } catch (IOException e) {
            throw new DoxException(ErrorCode.FILE_UNREADABLE, "The upload broke off: " + Failures.reason(e) + ".", e);
        }
    }

    private static DoxException tooLarge(long maxBytes) {
        var size = maxBytes % MIB == 0 ? maxBytes / MIB + "MB" : maxBytes + " bytes";
        return new DoxException(
                ErrorCode.FILE_TOO_LARGE,
                "File size exceeds maximum allowed size of %s".formatted(size),
                Remedy.RAISE_MAX_FILE_BYTES);
    }

    long sizeBytes() {
        return sizeBytes;
    }

    /** Where the bytes are until the file appears. */
    Path path() {
        return path;
    }

    /** The SHA-256 of what was written, lower-case hex; to be asked once. */
    String sha256() {
        return HexFormat.of().formatHex(digest.digest());
    }

    /** Makes the file appear under this name, in place of what was there, so that a power cut does not undo it. */
    void moveTo(Path target) throws IOException {
        channel.force(true);
        channel.close();
        Files.move(path, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        force(target.getParent());
    }

    private static void force(Path folder) throws IOException {
        try (var entries = FileChannel.open(folder, StandardOpenOption.READ)) {
            entries.force(true);
        } catch (FileSystemException e) {
            if (Files.isWritable(folder)) {
                return; // this system cannot open folders, and needs no forcing
            }
            throw e;
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
        Files.deleteIfExists(path);
    }
}
