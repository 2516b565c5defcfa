package ai.pmoves.dox.app.http.support;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Truth values as clients write them. */
final class Booleans {
    private static final Set<String> TRUE = Set.of("true", "1", "yes", "on", "t", "y");
    private static final Set<String> FALSE = Set.of("false", "0", "no", "off", "f", "n");

    private Booleans() {}

    /**
     * Reads a word in any case.
     *
     * @throws InvalidRequest if it is none of those for true and false
     */
    static boolean parse(String text, List<?> loc) {
        var word = text.strip().toLowerCase(Locale.ROOT);
        if (TRUE.contains(word)) {
            return true;
        }
        if (FALSE.contains(word)) {
            return false;
        }
        throw new InvalidRequest(
                "bool_parsing", loc, "Input should be a valid boolean, unable to interpret input", text);
    }
}
