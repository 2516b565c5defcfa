package ai.pmoves.dox.ports.blob;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;

/**
 * Keeps files under names relative to one home: {@code uploads/...} as they came, {@code artifacts/...} as they
 * were derived.
 *
 * <p>Safe for use by many threads. A file appears whole or not at all, also when the process dies. Names that
 * leave the home, by {@code ..}, an absolute path or a symbolic link, are refused. Any method fails with
 * {@code store.unavailable} if what holds the files cannot be used, and with {@code blob.quota-exceeded} if it takes no
 * more.
 *
 * <p>A path that is returned is for reading. It may be that of a copy, which stays for an hour at least.
 */
public interface BlobStore {

    /**
     * Stores an upload as {@code uploads/<id>_<safe name>}.
     *
     * @param filename the client's name; of a path only its last part is used, and never as a path
     * @param content read to its end, not closed
     * @param maxBytes the largest size that is taken
     * @throws ai.pmoves.dox.domain.error.DoxException {@code ingest.too-large} if it is larger; nothing stays
     */
    StoredBlob saveUpload(String id, String filename, InputStream content, long maxBytes);

    /**
     * Writes a derived file, replacing one of the same name.
     *
     * @param name relative to {@code artifacts/}
     */
    default void saveDerived(String name, byte[] content) {
        saveDerived(name, out -> out.write(content));
    }

    /**
     * Writes a derived file of any length, replacing one of the same name. What the content throws reaches the caller,
     * and nothing stays of the file.
     *
     * @param name relative to {@code artifacts/}
     * @param content called once
     */
    void saveDerived(String name, Content content);

    /** Writes the bytes of a file. */
    @FunctionalInterface
    interface Content {
        /**
         * Writes all of it.
         *
         * @param out not closed by this
         * @throws IOException that of {@code out} only
         */
        void writeTo(OutputStream out) throws IOException;
    }

    /**
     * Returns the path of a stored file for reading.
     *
     * @param name relative to the home, beginning with {@code uploads/} or {@code artifacts/}
     * @throws ai.pmoves.dox.domain.error.DoxException {@code path.invalid} if the name leaves the home,
     *     {@code blob.not-found} if there is no such file
     */
    Path resolve(String name);

    /** Removes a stored file; an absent one does not matter. */
    void remove(String name);

    /**
     * A stored upload.
     *
     * @param name relative to the home: {@code uploads/<id>_<safe name>}
     * @param sha256 of its bytes, lower-case hex
     */
    record StoredBlob(String name, Path path, long sizeBytes, String sha256) {
        /** The last part of its name, {@code <id>_<safe name>}. */
        public String storedName() {
            return name.substring(name.lastIndexOf('/') + 1);
        }
    }
}
