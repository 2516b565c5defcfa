package ai.pmoves.dox.jooq;

import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.domain.text.Text;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** The place of a row in its list as the opaque text that clients hand back. */
record Cursor(long position, String id) {

    String encode() {
        var plain = position + ":" + id;
        return Base64.getUrlEncoder().withoutPadding().encodeToString(plain.getBytes(StandardCharsets.UTF_8));
    }

    static Cursor decode(String cursor) {
        try {
            var plain = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
            int colon = plain.indexOf(':');
            long position = Long.parseLong(plain.substring(0, Math.max(colon, 0)));
            return new Cursor(position, Text.require(plain.substring(colon + 1), "cursor"));
        } catch (IllegalArgumentException e) {
            throw new DoxException(
                    ErrorCode.CURSOR_INVALID,
                    "cursor '%s' is none that a list gave; leave it out to begin at the first page.".formatted(cursor),
                    e);
        }
    }
}
