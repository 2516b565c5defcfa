package ai.pmoves.dox.embeddings;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Hashes the bytes of a stream as a caller reads them. Not thread-safe. */
final class Sha256 extends DigestInputStream {

    Sha256(InputStream in) {
        super(in, digest());
    }

    /** Reads what is left and returns the hash of everything in lower-case hex. */
    String hex() throws IOException {
        transferTo(OutputStream.nullOutputStream());
        return HexFormat.of().formatHex(getMessageDigest().digest());
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
