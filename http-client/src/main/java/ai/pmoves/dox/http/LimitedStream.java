package ai.pmoves.dox.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Fails when more than a number of bytes is read. */
final class LimitedStream extends FilterInputStream {
    private final long maxBytes;
    private long bytes;

    LimitedStream(InputStream in, long maxBytes) {
        super(in);
        this.maxBytes = maxBytes;
    }

    @Override
    public int read() throws IOException {
        int one = super.read();
        count(one < 0 ? 0 : 1);
        return one;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int count = super.read(buffer, offset, length);
        count(Math.max(count, 0));
        return count;
    }

    private void count(int read) throws IOException {
        bytes += read;
        if (bytes > maxBytes) {
            throw new AnswerTooLargeException(maxBytes);
        }
    }
}
