package ai.pmoves.dox.ingest.internal.xml;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where an entry keeps a field, for paths that can be read without a tree: {@code ./a/b}, {@code @id},
 * {@code ./a/@id}, {@code text()}.
 *
 * @param names the elements below the entry, the last of which has the value; none for the entry itself
 * @param attribute the attribute that has the value, null for the text
 */
record XmlFieldPath(List<String> names, @Nullable String attribute) {
    private static final String NAME = "(?:\\{[^}]*\\})?[\\w-][\\w.-]*";
    private static final Pattern PATH = Pattern.compile("(?:\\./)?(?<names>" + NAME + "(?:/" + NAME
            + ")*)?(?<slash>/)?(?:@(?<attribute>[\\w.-]+)|(?<text>text\\(\\)))?");
    private static final Pattern SEPARATOR = Pattern.compile("/(?![^{]*\\})");

    /** Reads the path, or returns empty if it takes XPath to evaluate. */
    static Optional<XmlFieldPath> of(String path) {
        if (path.equals(".")) {
            return Optional.of(new XmlFieldPath(List.of(), null));
        }
        var matcher = PATH.matcher(path);
        if (path.isEmpty() || !matcher.matches()) {
            return Optional.empty();
        }
        boolean leaf = matcher.group("attribute") != null || matcher.group("text") != null;
        boolean hasNames = matcher.group("names") != null;
        if ((matcher.group("slash") != null) != (leaf && hasNames)) {
            return Optional.empty();
        }
        return Optional.of(new XmlFieldPath(
                hasNames ? List.of(SEPARATOR.split(matcher.group("names"))) : List.of(), matcher.group("attribute")));
    }

    /** Whether the path leads to the innermost open element from the entry at {@code depth}. */
    boolean leadsTo(List<XmlElement> open, int depth) {
        if (open.size() - depth - 1 != names.size()) {
            return false;
        }
        for (int i = names.size() - 1; i >= 0; i--) {
            if (!names.get(i).equals(open.get(depth + 1 + i).clarkName())) {
                return false;
            }
        }
        return true;
    }
}
