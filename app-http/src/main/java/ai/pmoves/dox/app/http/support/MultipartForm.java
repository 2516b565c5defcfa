package ai.pmoves.dox.app.http.support;

import io.javalin.http.Context;
import io.javalin.http.UploadedFile;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The files and texts of a form. Larger files wait in temporary files, which closing removes. */
public final class MultipartForm implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(MultipartForm.class);

    private final Context ctx;
    private final boolean multipart;

    private MultipartForm(Context ctx) {
        this.ctx = ctx;
        this.multipart = ctx.isMultipartFormData();
    }

    /** A request that has no such form is an empty one. */
    public static MultipartForm of(Context ctx) {
        return new MultipartForm(ctx);
    }

    public List<UploadedFile> files(String field) {
        return multipart ? ctx.uploadedFiles(field) : List.of();
    }

    public List<String> texts(String field) {
        return ctx.formParams(field);
    }

    @Override
    public void close() {
        if (!multipart) {
            return;
        }
        try {
            for (var part : ctx.req().getParts()) {
                part.delete();
            }
        } catch (IOException | ServletException | RuntimeException e) {
            LOG.debug("event=upload.unreadable", e); // it was never whole, and the answer says so
        }
    }
}
