package ai.pmoves.dox.app.http.support;

import java.util.Map;

/** A failure that only exists over HTTP, with the answer that it gives. */
public final class HttpFailure extends RuntimeException {
    private final int status;
    private final String code;
    private final Map<String, String> headers;

    /**
     * @param code stable, as in docs/error-codes.md
     * @param detail what clients see
     */
    public HttpFailure(int status, String code, String detail) {
        this(status, code, detail, Map.of());
    }

    public HttpFailure(int status, String code, String detail, Map<String, String> headers) {
        super(detail, null, false, false);
        this.status = status;
        this.code = code;
        this.headers = Map.copyOf(headers);
    }

    int status() {
        return status;
    }

    String code() {
        return code;
    }

    Map<String, String> headers() {
        return headers;
    }

    String detail() {
        return String.valueOf(getMessage());
    }
}
