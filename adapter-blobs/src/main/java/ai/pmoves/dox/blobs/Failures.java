package ai.pmoves.dox.blobs;

import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.ErrorCode;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import org.jspecify.annotations.Nullable;

/** What went wrong with a file, in words for the person who can put it right. */
final class Failures {
    private Failures() {}

    static DoxException unavailable(String what, String name, IOException e) {
        return new DoxException(ErrorCode.STORE_UNAVAILABLE, "Cannot %s '%s': %s.".formatted(what, name, reason(e)), e);
    }

    static DoxException notFound(String name, @Nullable Throwable cause) {
        return new DoxException(ErrorCode.BLOB_NOT_FOUND, "No file '%s'.".formatted(name), cause);
    }

    static String reason(IOException e) {
        if (e instanceof AccessDeniedException denied) {
            return "permission denied for " + denied.getFile();
        }
        if (e instanceof NoSuchFileException) {
            return ((FileSystemException) e).getFile() + " cannot be made";
        }
        if (e instanceof FileAlreadyExistsException || e instanceof NotDirectoryException) {
            return ((FileSystemException) e).getFile() + " is not a folder";
        }
        if (e instanceof FileSystemException file && file.getReason() != null) {
            return file.getReason();
        }
        return e.getMessage() == null ? e.toString() : e.getMessage();
    }
}
