package ai.pmoves.dox.ingest.internal.docling;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** An answer that is given up when it grows too large. */
final class DoclingStream extends FilterInputStream {
    private final long maxBytes;
    private long bytes;

    DoclingStream(InputStream in, long maxBytes) {
        super(in);
        this.maxBytes = maxBytes;
    }

    /** It is over the limit. */
    static final class TooLargeException extends IOException {
        TooLargeException(long maxBytes) {
            super("more than %d bytes".formatted(maxBytes));
        }
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
            throw new TooLargeException(maxBytes);
        }
    }
}
