package ai.pmoves.dox.ingest.internal.web;

import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.ingest.internal.files.Failures;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * An {@code http} or {@code https} address, taken apart once: what is checked is what is requested.
 *
 * @param port never absent: the scheme's own if none was written
 * @param target path and query, percent-encoded, with a slash at its beginning
 */
record WebUrl(String scheme, WebHost host, int port, String target) {
    private static final Pattern SCHEME = Pattern.compile("^([A-Za-z][A-Za-z0-9+.-]*):.*", Pattern.DOTALL);
    private static final Pattern PORT = Pattern.compile("\\d{1,5}");
    private static final String ALLOWED = "-._~!$&'()*+,;=:@/?%";

    /** Returns the scheme in lower case, which may be any. */
    static String schemeOf(String url) {
        var matcher = SCHEME.matcher(url);
        if (!matcher.matches()) {
            throw Failures.of(ErrorCode.URL_INVALID, "URL must include scheme (http/https)");
        }
        return matcher.group(1).toLowerCase(Locale.ROOT);
    }

    static WebUrl of(String url) {
        var scheme = schemeOf(url);
        if (!scheme.equals("http") && !scheme.equals("https")) {
            throw forbidden(
                    "Unsupported URL scheme: %s. Only http, https, and data URLs are allowed.".formatted(scheme));
        }
        // as browsers do: no line breaks, and a backslash is a slash
        var rest =
                url.substring(scheme.length() + 1).replaceAll("[\\t\\r\\n]", "").replace('\\', '/');
        rest = rest.replaceFirst("^/*", "");
        int end = rest.split("[/?#]", 2)[0].length();
        var authority = rest.substring(0, end);
        // a user name is dropped: it mostly serves to make one host look like another
        var hostAndPort = authority.substring(authority.lastIndexOf('@') + 1);
        int colon = hostAndPort.endsWith("]") ? -1 : hostAndPort.lastIndexOf(':');
        var host = WebHost.of(colon < 0 ? hostAndPort : hostAndPort.substring(0, colon));
        return new WebUrl(
                scheme,
                host,
                port(scheme, colon < 0 ? "" : hostAndPort.substring(colon + 1)),
                target(rest.substring(end)));
    }

    private static int port(String scheme, String written) {
        if (written.isEmpty()) {
            return scheme.equals("https") ? 443 : 80;
        }
        int port = PORT.matcher(written).matches() ? Integer.parseInt(written) : 0;
        if (port < 1 || port > 65_535) {
            throw Failures.of(ErrorCode.URL_INVALID, "URL has no valid port: " + written);
        }
        return port;
    }

    private static String target(String rest) {
        var text = rest.split("#", 2)[0];
        var target = new StringBuilder(text.startsWith("/") ? "" : "/");
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xFF);
            boolean plain = c < 128 && (Character.isLetterOrDigit(c) || ALLOWED.indexOf(c) >= 0);
            target.append(plain ? String.valueOf(c) : "%%%02X".formatted((int) c));
        }
        return target.toString().replaceAll("%(?![0-9A-Fa-f]{2})", "%25");
    }

    static RuntimeException forbidden(String why) {
        return Failures.of(ErrorCode.URL_FORBIDDEN, "SSRF protection: " + why);
    }

    URI toUri() {
        boolean usual = port == (scheme.equals("https") ? 443 : 80);
        return URI.create(scheme + "://" + host.inUrl() + (usual ? "" : ":" + port) + target);
    }
}
