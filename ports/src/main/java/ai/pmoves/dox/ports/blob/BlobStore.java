package ai.pmoves.dox.ports.blob;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;

/**
 * Keeps files under names relative to one home: {@code uploads/...} as they came, {@code artifacts/...} as they
 * were derived.
 *
 * <p>A name is a plain relative path: parts separated by {@code /}, none of them blank, {@code .} or {@code ..}, without
 * backslashes and U+0000. Every other name is refused with {@code path.invalid}, and so is one that leaves the home by a
 * symbolic link.
 *
 * <p>Thread-safe. A file appears whole or not at all, also when the process dies. Any method fails with
 * {@code store.unavailable} if what holds the files cannot be used, and with {@code blob.quota-exceeded} if it takes no
 * more. The wording of messages is the implementation's.
 *
 * <p>A path that is returned is for reading. It may be that of a copy, which stays for an hour at least.
 *
 * <p>Implementations pass {@code BlobStoreContract}.
 */
public interface BlobStore {

    /** The most bytes of an upload's {@code <id>_<safe name>} in UTF-8, so that names of derived files fit. */
    int MAX_STORED_NAME_BYTES = 200;

    /**
     * Stores an upload as {@code uploads/<id>_<safe name>}.
     *
     * <p>The safe name is the last part of the client's name, after {@code /} and {@code \} on every system; it is
     * {@code upload} if that part is blank or nothing but dots. Letters, digits, spaces, dots, dashes and underscores of
     * ASCII stay as they are. Control and format characters do not get into it, others may be replaced. A long name is
     * cut before its suffix, to {@link #MAX_STORED_NAME_BYTES} with the id.
     *
     * @param filename the client's name, whatever the client sent
     * @param content read to its end, not closed
     * @param maxBytes the largest size that is taken
     * @throws ai.pmoves.dox.domain.error.DoxException {@code ingest.too-large}, with the limit, if it is larger;
     *     {@code ingest.unreadable}, with the reason, if the content cannot be read to its end. Nothing stays
     */
    StoredBlob saveUpload(String id, String filename, InputStream content, long maxBytes);

    /**
     * Writes a derived file, replacing one of the same name.
     *
     * @param name relative to {@code artifacts/}
     * @throws ai.pmoves.dox.domain.error.DoxException {@code path.invalid}
     */
    default void saveDerived(String name, byte[] content) {
        saveDerived(name, out -> out.write(content));
    }

    /**
     * Writes a derived file of any length, replacing one of the same name. Rethrows what the content throws, and keeps
     * nothing of the file.
     *
     * @param name relative to {@code artifacts/}
     * @param content called once
     * @throws ai.pmoves.dox.domain.error.DoxException {@code path.invalid}
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
     * @throws ai.pmoves.dox.domain.error.DoxException {@code path.invalid}, also if the name begins otherwise;
     *     {@code blob.not-found}, with the name, if there is no such file, or it is a folder
     */
    Path resolve(String name);

    /**
     * Removes a stored file; an absent one does not matter. Files below the name stay.
     *
     * @param name as for {@link #resolve}
     * @throws ai.pmoves.dox.domain.error.DoxException {@code path.invalid} as for {@link #resolve}, and perhaps for a
     *     folder
     */
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
