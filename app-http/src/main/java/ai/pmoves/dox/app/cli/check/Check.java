package ai.pmoves.dox.app.cli.check;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/**
 * What was found about one thing that the library needs.
 *
 * @param detail what it is, or what is wrong and what to do
 */
record Check(String name, @JsonProperty("status") Verdict verdict, String detail) {

    /** How it is. */
    enum Verdict {
        OK,
        /** The library works, but for something. */
        WARN,
        FAIL;

        @JsonValue
        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static Check ok(String name, String detail) {
        return new Check(name, Verdict.OK, detail);
    }

    static Check warn(String name, String detail) {
        return new Check(name, Verdict.WARN, detail);
    }

    static Check fail(String name, String detail) {
        return new Check(name, Verdict.FAIL, detail);
    }
}
