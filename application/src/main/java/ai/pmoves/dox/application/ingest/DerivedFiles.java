package ai.pmoves.dox.application.ingest;

import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.ports.blob.BlobStore;
import ai.pmoves.dox.ports.ingest.ParsedFile;

/** The files that were derived from a source, which stay only with its rows. */
final class DerivedFiles {
    private static final String FOLDER = "artifacts/";

    private DerivedFiles() {}

    /** Stores the files and then the rows; removes the files again if the rows were not written. */
    static void keepWith(BlobStore blobs, ParsedFile parsed, Runnable saveRows) {
        parsed.derivedFiles().forEach(blobs::saveDerived);
        try {
            saveRows.run();
        } catch (DoxException e) {
            if (e.code() != ErrorCode.STORE_OUTCOME_UNKNOWN) {
                parsed.derivedFiles().keySet().forEach(name -> blobs.remove(FOLDER + name));
            }
            throw e;
        }
    }
}
