package ai.pmoves.dox.ingest.internal.xml;

import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.ingest.internal.files.Failures;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A path that picks elements while a file is streamed: {@code .//log}, {@code //log}, {@code ./a/b},
 * {@code /root/a}, with {@code *}, <code>{namespace}name</code> and predicates {@code [@name]} and
 * {@code [@name='value']}. A relative path starts at the root element, which it does not pick itself.
 */
record XmlSelector(boolean absolute, List<Step> steps) {
    private static final Pattern STEP = Pattern.compile(
            "(//?)?((?:\\{[^}]*\\})?(?:[\\w.-]+|\\*))" + "((?:\\[@[\\w.-]+(?:=(?:'[^']*'|\"[^\"]*\"))?\\])*)");
    private static final Pattern PREDICATE = Pattern.compile("\\[@([\\w.-]+)(?:=(?:'([^']*)'|\"([^\"]*)\"))?\\]");

    /**
     * One step of the path.
     *
     * @param anyDepth whether it may lie deeper than the step before it
     * @param name a name, <code>{namespace}name</code> or {@code *}
     */
    private record Step(boolean anyDepth, String name, List<Predicate> predicates) {
        boolean matches(XmlElement element) {
            return (name.equals("*") || name.equals(element.clarkName()))
                    && predicates.stream().allMatch(predicate -> predicate.matches(element));
        }
    }

    /** An attribute that has to be there, with this value unless it is null. */
    private record Predicate(String attribute, @Nullable String value) {
        boolean matches(XmlElement element) {
            var actual = element.attributes().get(attribute);
            return actual != null && (value == null || value.equals(actual));
        }
    }

    /** Reads the paths of an expression, which {@code |} separates. */
    static List<XmlSelector> all(String expression) {
        return split(expression).stream().map(XmlSelector::of).toList();
    }

    /** Cuts an expression at each {@code |} that stands neither in quotes nor in brackets. */
    static List<String> split(String expression) {
        var parts = new ArrayList<String>();
        int start = 0;
        int brackets = 0;
        char quote = 0;
        for (int i = 0; i <= expression.length(); i++) {
            char c = i < expression.length() ? expression.charAt(i) : '|';
            if (i == expression.length() || c == '|' && quote == 0 && brackets == 0) {
                var part = expression.substring(start, i).strip();
                if (!part.isEmpty()) {
                    parts.add(part);
                }
                start = i + 1;
            } else if (quote != 0) {
                quote = c == quote ? 0 : quote;
            } else if (c == '\'' || c == '"') {
                quote = c;
            } else {
                brackets += c == '[' || c == '(' ? 1 : c == ']' || c == ')' ? -1 : 0;
            }
        }
        return parts;
    }

    private static XmlSelector of(String path) {
        boolean absolute = path.startsWith("/");
        var rest = path.startsWith("./") ? path.substring(1) : path;
        var steps = new ArrayList<Step>();
        var matcher = STEP.matcher(rest);
        int end = 0;
        while (matcher.find() && matcher.start() == end && (end == 0 || matcher.group(1) != null)) {
            end = matcher.end();
            steps.add(new Step("//".equals(matcher.group(1)), matcher.group(2), predicates(matcher.group(3))));
        }
        if (end != rest.length() || steps.isEmpty()) {
            throw Failures.of(
                    ErrorCode.CONFIG_INVALID,
                    "The entry selector '%s' of the XML map is not supported; use paths such as .//log, /root/log or .//*[@kind='log']"
                            .formatted(path));
        }
        return new XmlSelector(absolute, List.copyOf(steps));
    }

    private static List<Predicate> predicates(String text) {
        return PREDICATE
                .matcher(text)
                .results()
                .map(found -> new Predicate(found.group(1), found.group(2) == null ? found.group(3) : found.group(2)))
                .toList();
    }

    /** Whether the path picks the innermost of these open elements, of which the first is the root. */
    boolean matches(List<XmlElement> open) {
        return matches(open, open.size() - 1, steps.size() - 1);
    }

    private boolean matches(List<XmlElement> open, int element, int step) {
        int first = absolute ? 0 : 1;
        if (element < first || !steps.get(step).matches(open.get(element))) {
            return false;
        }
        boolean anyDepth = steps.get(step).anyDepth();
        if (step == 0) {
            return anyDepth || element == first;
        }
        for (int above = element - 1; above >= first; above--) {
            if (matches(open, above, step - 1)) {
                return true;
            }
            if (!anyDepth) {
                return false;
            }
        }
        return false;
    }
}
