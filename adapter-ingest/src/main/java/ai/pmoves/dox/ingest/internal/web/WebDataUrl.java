package ai.pmoves.dox.ingest.internal.web;

import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.ingest.internal.files.Failures;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;

/** Decodes {@code data:} URLs, which carry their page in themselves. */
final class WebDataUrl {
    private static final String WARNING = "data URL used; skipping headless fetch";

    private WebDataUrl() {}

    static boolean is(String url) {
        return url.regionMatches(true, 0, "data:", 0, "data:".length());
    }

    static WebResponse read(String url, long maxBytes) {
        int comma = url.indexOf(',');
        if (comma < 0) {
            throw Failures.of(ErrorCode.URL_INVALID, "The data URL has no comma before its data");
        }
        if (url.length() - comma > 4 * maxBytes) {
            throw WebFetcher.tooLarge("in the data URL", maxBytes);
        }
        var type = url.substring("data:".length(), comma).strip();
        var lower = type.toLowerCase(Locale.ROOT);
        boolean base64 = lower.endsWith(";base64");
        var body = percentDecoded(url.substring(comma + 1));
        if (base64) {
            body = base64Decoded(body);
        }
        if (body.length > maxBytes) {
            throw WebFetcher.tooLarge("in the data URL", maxBytes);
        }
        var contentType = base64 ? type.substring(0, type.length() - ";base64".length()) : type;
        return new WebResponse(url, body, contentType.isEmpty() ? "text/plain;charset=US-ASCII" : contentType, WARNING);
    }

    private static byte[] base64Decoded(byte[] body) {
        try {
            var text = new String(body, StandardCharsets.ISO_8859_1)
                    .replaceAll("\\s+", "")
                    .replace('-', '+')
                    .replace('_', '/');
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw Failures.of(ErrorCode.URL_INVALID, "The data URL is no valid base64: " + Failures.reason(e), e);
        }
    }

    private static byte[] percentDecoded(String text) {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        var out = new ByteArrayOutputStream(bytes.length);
        for (int i = 0; i < bytes.length; i++) {
            int high = bytes[i] == '%' && i + 2 < bytes.length ? Character.digit(bytes[i + 1], 16) : -1;
            int low = high < 0 ? -1 : Character.digit(bytes[i + 2], 16);
            out.write(low < 0 ? bytes[i] : high * 16 + low);
            i += low < 0 ? 0 : 2;
        }
        return out.toByteArray();
    }
}
