package ai.pmoves.dox.app.http;

/** The codes of failures that only exist over HTTP; docs/error-codes.md lists them beside the library's own. */
final class HttpCodes {
    static final String METHOD_NOT_ALLOWED = "route.method-not-allowed";
    static final String REQUEST_TOO_LARGE = "request.too-large";
    static final String HOST_REFUSED = "request.host-refused";
    static final String ORIGIN_REFUSED = "request.origin-refused";
    static final String RATE_LIMITED = "request.rate-limited";
    static final String RANGE_INVALID = "request.range-invalid";
    static final String AUTH_MISSING = "auth.missing";
    static final String AUTH_FAILED = "auth.failed";
    static final String AUTH_NO_USER = "auth.no-user";
    static final String AUTH_FORBIDDEN = "auth.forbidden";
    static final String AUTH_UNAVAILABLE = "auth.unavailable";
    static final String AUTH_NOT_CONFIGURED = "auth.not-configured";
    static final String PDF_OPEN_DISABLED = "pdf.open-disabled";
    static final String PDF_MISSING = "pdf.missing";
    static final String SAMPLES_MISSING = "samples.missing";
    static final String INTERNAL = "internal";

    private HttpCodes() {}

    /** The code of a refusal by the HTTP layer itself, such as a malformed request line. */
    static String of(int status) {
        return status == 413 ? REQUEST_TOO_LARGE : "request.http-" + status;
    }
}
