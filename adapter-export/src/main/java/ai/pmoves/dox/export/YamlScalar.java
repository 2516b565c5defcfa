package ai.pmoves.dox.export;

import java.util.regex.Pattern;

/** Texts as they stand in YAML, whatever they have in them, in ASCII. */
final class YamlScalar {
    private static final Pattern PLAIN_PATH = Pattern.compile("[A-Za-z0-9_./-]*[A-Za-z_/][A-Za-z0-9_./-]*");
    private static final Pattern PRINTABLE = Pattern.compile("[ -~]*");

    private YamlScalar() {}

    /** The path of a file, without quotes where it needs none. */
    static String path(String path) {
        return PLAIN_PATH.matcher(path).matches() && !path.startsWith("-") ? path : doubleQuoted(path);
    }

    /** A text in single quotes, or in double ones where it has something to escape. */
    static String singleQuoted(String text) {
        return PRINTABLE.matcher(text).matches() ? "'" + text.replace("'", "''") + "'" : doubleQuoted(text);
    }

    static String doubleQuoted(String text) {
        var quoted = new StringBuilder("\"");
        text.codePoints().forEach(c -> {
            if (c == '"' || c == '\\') {
                quoted.append('\\').append((char) c);
            } else if (c >= ' ' && c <= '~') {
                quoted.append((char) c);
            } else {
                quoted.append((c > 0xffff ? "\\U%08x" : "\\u%04x").formatted(c));
            }
        });
        return quoted.append('"').toString();
    }
}
