package ai.pmoves.dox.app.http.ingest;

import ai.pmoves.dox.app.http.support.Params;
import io.javalin.http.Context;

/**
 * How sources are taken.
 *
 * @param reportWeek the client's label for a period, empty if none
 * @param asyncPdf whether PDFs are read in the background
 * @param dedupe whether the same bytes are taken only once
 */
record UploadOptions(String reportWeek, boolean asyncPdf, boolean dedupe) {
    static UploadOptions of(Context ctx) {
        return new UploadOptions(
                Params.text(ctx, "report_week").orElse(""),
                Params.bool(ctx, "async_pdf", true),
                Params.bool(ctx, "dedupe", false));
    }
}
