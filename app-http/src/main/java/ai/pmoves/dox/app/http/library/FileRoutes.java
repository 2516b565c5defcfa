package ai.pmoves.dox.app.http.library;

import ai.pmoves.dox.app.http.support.FileAnswer;
import ai.pmoves.dox.app.http.support.HttpCodes;
import ai.pmoves.dox.app.http.support.HttpFailure;
import ai.pmoves.dox.app.http.support.Params;
import ai.pmoves.dox.app.http.support.RouteGroup;
import ai.pmoves.dox.domain.Document;
import ai.pmoves.dox.domain.Id;
import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.domain.files.FileFormat;
import ai.pmoves.dox.domain.files.FileType;
import ai.pmoves.dox.ports.blob.BlobStore;
import ai.pmoves.dox.ports.store.Store;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Hands out files: what processing derived, and PDFs as they came. */
public final class FileRoutes implements RouteGroup {
    private static final String UPLOADS = "uploads/";

    private final Store store;
    private final BlobStore blobs;
    private final boolean openPdfEnabled;

    public FileRoutes(Store store, BlobStore blobs, boolean openPdfEnabled) {
        this.store = store;
        this.blobs = blobs;
        this.openPdfEnabled = openPdfEnabled;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.get("/download", this::download);
        routes.get("/open/pdf", this::openPdf);
    }

    private void download(Context ctx) {
        var file = derived(Params.required(ctx, "rel"));
        var name = String.valueOf(file.getFileName());
        FileAnswer.send(ctx, file, name, FileType.contentTypeOf(name), "attachment");
    }

    private Path derived(String rel) {
        if (rel.startsWith("/")
                || rel.indexOf('\\') >= 0
                || List.of(rel.split("/", -1)).contains("..")) {
            throw new DoxException(ErrorCode.PATH_INVALID, "Invalid path");
        }
        if (rel.isBlank()) {
            throw new DoxException(ErrorCode.BLOB_NOT_FOUND, "File not found");
        }
        try {
            return blobs.resolve("artifacts/" + rel);
        } catch (DoxException e) {
            throw switch (e.code()) {
                case PATH_INVALID -> new DoxException(e.code(), "Invalid path", e);
                case BLOB_NOT_FOUND -> new DoxException(e.code(), "File not found", e);
                default -> e;
            };
        }
    }

    private void openPdf(Context ctx) {
        if (!openPdfEnabled) {
            throw new HttpFailure(403, HttpCodes.PDF_OPEN_DISABLED, "PDF open disabled");
        }
        var id = Params.required(ctx, "artifact_id");
        Params.integer(ctx, "page", Integer.MIN_VALUE, Integer.MAX_VALUE); // the viewer reads it from the address
        var path = pdfPath(id).orElseThrow(() -> new DoxException(ErrorCode.ARTIFACT_NOT_FOUND, "Artifact not found"));
        var file = upload(path);
        FileAnswer.send(ctx, file, path.substring(path.lastIndexOf('/') + 1), "application/pdf", "inline");
    }

    private Optional<String> pdfPath(String id) {
        if (id.isEmpty()) {
            return Optional.empty();
        }
        Id<Document> documentId = Id.of(id);
        return store.documents().find(documentId).map(Document::path).or(() -> store.artifacts()
                .find(documentId.as())
                .map(artifact -> artifact.filepath()));
    }

    private Path upload(String path) {
        if (!path.startsWith(UPLOADS)) {
            throw new HttpFailure(403, ErrorCode.PATH_INVALID.text(), "Access denied");
        }
        if (FileFormat.ofName(path) != FileFormat.PDF) {
            throw new HttpFailure(403, HttpCodes.PDF_MISSING, "PDF file missing");
        }
        try {
            return blobs.resolve(path);
        } catch (DoxException e) {
            throw switch (e.code()) {
                case PATH_INVALID -> new HttpFailure(403, e.code().text(), "Access denied");
                case BLOB_NOT_FOUND -> new HttpFailure(403, HttpCodes.PDF_MISSING, "PDF file missing");
                default -> e;
            };
        }
    }
}
