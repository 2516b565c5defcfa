package ai.pmoves.dox.testing.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Follows what a client of Postgres sends, and tells when it commits: also by a statement that it prepared earlier, as
 * the JDBC driver does after some commits. The bytes may come in pieces of any size.
 */
final class CommitWatch {
    private static final Pattern COMMIT = Pattern.compile("(?i)\\s*commit\\s*;?\\s*");
    private static final int LENGTH_BYTES = 4;
    private static final int KEPT_BYTES = 512; // of each message, which is enough for the names that matter

    private final Set<String> commits = new HashSet<>(); // names of prepared statements
    private final ByteBuffer header = ByteBuffer.allocate(1 + LENGTH_BYTES);
    private final ByteBuffer body = ByteBuffer.allocate(KEPT_BYTES);
    private boolean started; // before that, messages have no type
    private int missing; // bytes of the message that have not come yet
    private boolean inBody;

    /** Reads on, and returns whether these bytes complete a message that commits. */
    boolean sees(ByteBuffer bytes) {
        boolean seen = false;
        while (bytes.hasRemaining()) {
            if (inBody) {
                readBody(bytes);
            } else {
                readHeader(bytes);
            }
            if (inBody && missing == 0) {
                inBody = false;
                seen |= finish();
                header.clear();
                body.clear();
            }
        }
        return seen;
    }

    private void readHeader(ByteBuffer bytes) {
        header.put(bytes.get());
        int length = started ? 1 + LENGTH_BYTES : LENGTH_BYTES;
        if (header.position() == length) {
            missing = header.getInt(length - LENGTH_BYTES) - LENGTH_BYTES; // the length counts itself
            inBody = true;
        }
    }

    private void readBody(ByteBuffer bytes) {
        int count = Math.min(missing, bytes.remaining());
        body.put(bytes.slice(bytes.position(), Math.min(count, body.remaining())));
        bytes.position(bytes.position() + count);
        missing -= count;
    }

    private boolean finish() {
        body.flip();
        if (!started) {
            int major = body.remaining() < Short.BYTES ? 0 : body.getShort();
            started = major == 3; // others ask for encryption, and the login follows
            return false;
        }
        return switch (header.get(0)) {
            case 'Q' -> isCommit(text());
            case 'P' -> {
                var name = text();
                if (isCommit(text())) {
                    commits.add(name);
                } else {
                    commits.remove(name);
                }
                yield false;
            }
            case 'B' -> {
                text(); // the portal
                yield commits.contains(text());
            }
            default -> false;
        };
    }

    private static boolean isCommit(String sql) {
        return COMMIT.matcher(sql).matches();
    }

    /** The next text of the message, which a zero ends. */
    private String text() {
        int start = body.position();
        while (body.hasRemaining() && body.get() != 0) {
            // on to its end
        }
        return new String(body.array(), start, Math.max(0, body.position() - start - 1), UTF_8);
    }
}
