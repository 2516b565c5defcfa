package ai.pmoves.dox.app.http.support;

/** The codes of failures that only exist over HTTP; docs/error-codes.md lists them beside the library's own. */
public final class HttpCodes {
    static final String METHOD_NOT_ALLOWED = "route.method-not-allowed";
    static final String REQUEST_TOO_LARGE = "request.too-large";
    public static final String HOST_REFUSED = "request.host-refused";
    public static final String ORIGIN_REFUSED = "request.origin-refused";
    public static final String RATE_LIMITED = "request.rate-limited";
    static final String RANGE_INVALID = "request.range-invalid";
    public static final String AUTH_MISSING = "auth.missing";
    public static final String AUTH_FAILED = "auth.failed";
    public static final String AUTH_NO_USER = "auth.no-user";
    public static final String AUTH_FORBIDDEN = "auth.forbidden";
    public static final String AUTH_UNAVAILABLE = "auth.unavailable";
    public static final String AUTH_NOT_CONFIGURED = "auth.not-configured";
    public static final String PDF_OPEN_DISABLED = "pdf.open-disabled";
    public static final String PDF_MISSING = "pdf.missing";
    public static final String SAMPLES_MISSING = "samples.missing";
    static final String INTERNAL = "internal";

    private HttpCodes() {}

    /** The code of a refusal by the HTTP layer itself, such as a malformed request line. */
    static String of(int status) {
        return status == 413 ? REQUEST_TOO_LARGE : "request.http-" + status;
    }
}
