package ai.pmoves.dox.blobs;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A part of a file as the body of a request, read while it is sent.
 *
 * @param offset of its first byte
 */
record FilePiece(Path file, long offset, long length) {

    /** @param sent counts the bytes that were taken */
    BodyPublisher publisher(AtomicLong sent) {
        return length == 0
                ? BodyPublishers.noBody()
                : BodyPublishers.fromPublisher(BodyPublishers.ofInputStream(() -> open(sent)), length);
    }

    private InputStream open(AtomicLong sent) {
        try {
            return new Stream(FileChannel.open(file).position(offset), length, sent);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class Stream extends InputStream {
        private final FileChannel channel;
        private final AtomicLong sent;
        private long left;

        Stream(FileChannel channel, long length, AtomicLong sent) {
            this.channel = channel;
            this.left = length;
            this.sent = sent;
        }

        @Override
        public int read() throws IOException {
            var one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int start, int length) throws IOException {
            if (left == 0) {
                return -1;
            }
            int read = channel.read(ByteBuffer.wrap(bytes, start, (int) Math.min(length, left)));
            if (read > 0) {
                left -= read;
                sent.addAndGet(read);
            }
            return read;
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
