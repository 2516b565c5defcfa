package ai.pmoves.dox.app.http.access;

import ai.pmoves.dox.app.http.config.Browsers;
import java.util.LinkedHashMap;
import java.util.Map;

/** The headers by which browsers are told to be careful; every answer carries them. */
public final class SecurityHeaders {
    private static final String HSTS = "max-age=31536000; includeSubDomains";

    private SecurityHeaders() {}

    public static Map<String, String> of(Browsers browsers) {
        var headers = new LinkedHashMap<String, String>();
        headers.put("X-Content-Type-Options", "nosniff");
        headers.put("X-Frame-Options", "DENY");
        headers.put("X-XSS-Protection", "1; mode=block");
        headers.put("Referrer-Policy", "strict-origin-when-cross-origin");
        headers.put(
                "Permissions-Policy",
                "camera=(), microphone=(), geolocation=(), payment=(), usb=(), magnetometer=(), gyroscope=(),"
                        + " accelerometer=()");
        headers.put(
                "Content-Security-Policy",
                "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self'"
                        + " 'unsafe-inline'; img-src 'self' data: blob: https:; font-src 'self' data:; connect-src"
                        + " 'self' https:; frame-ancestors 'none'; base-uri 'self'; form-action 'self'");
        if (browsers.hsts()) {
            headers.put("Strict-Transport-Security", HSTS);
        }
        return headers;
    }
}
