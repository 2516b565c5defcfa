package ai.pmoves.dox.application.ingest;

import ai.pmoves.dox.domain.Artifact;
import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.ports.blob.BlobStore;
import ai.pmoves.dox.ports.ingest.SourceFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;

/** The stored files of artifacts, for reading. */
public final class SourceFiles {
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private SourceFiles() {}

    /** @throws DoxException {@code blob.not-found} if the file is gone */
    public static SourceFile of(Artifact artifact, BlobStore blobs) {
        var storedName = artifact.filepath().substring(artifact.filepath().lastIndexOf('/') + 1);
        return new SourceFile(
                blobs.resolve(artifact.filepath()),
                artifact.filepath(),
                storedName,
                artifact.filetype(),
                artifact.id(),
                artifact.reportWeek() == null ? "" : artifact.reportWeek());
    }

    /**
     * Reads a stored file as text in UTF-8, leaving out what is none.
     *
     * @param name relative to the home
     * @throws DoxException {@code blob.not-found}
     */
    public static String text(String name, BlobStore blobs) {
        try {
            var bytes = ByteBuffer.wrap(Files.readAllBytes(blobs.resolve(name)));
            var text = StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.IGNORE)
                    .decode(bytes)
                    .toString();
            return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw new IllegalStateException("malformed input is left out", e);
        } catch (IOException e) {
            throw new DoxException(ErrorCode.BLOB_NOT_FOUND, "The file '%s' cannot be read.".formatted(name), e);
        }
    }
}
