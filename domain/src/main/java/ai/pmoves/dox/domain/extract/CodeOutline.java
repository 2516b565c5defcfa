package ai.pmoves.dox.domain.extract;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The HTTP routes and the types that a source file declares, told by how they are usually written.
 *
 * @param routes in their order, without repetition
 * @param schemas the types' names in their order, without repetition
 */
public record CodeOutline(Set<Route> routes, Set<String> schemas) {
    /** The address that a file has by where it lies, which its text does not tell. */
    public static final String ROUTE_OF_FILE = "/api/[route]";

    private static final String VERBS = "(get|post|put|delete|patch)";
    private static final String PATH = "\\(\\s{0,99}([\"'`])([^\"'`\\n]{0,999})\\2";

    private static final Pattern PYTHON_VERB = Pattern.compile("@(?:app|router)\\." + VERBS + PATH);
    private static final Pattern PYTHON_ROUTE = Pattern.compile("@(?:app|bp)\\.(route)" + PATH
            + "(?:[^)\\n]{0,999}?methods\\s{0,9}=\\s{0,9}[\\[(]([^\\])]{0,999})[\\])])?");
    private static final Pattern PYTHON_CLASS =
            Pattern.compile("(?m)^class[ \\t]{1,99}(\\w{1,200})[ \\t]{0,99}\\(([^)]{0,999})\\)");
    private static final Set<String> PYTHON_BASES = Set.of("BaseModel", "BaseSettings", "TypedDict");

    private static final Pattern SCRIPT_VERB = Pattern.compile("\\b(?:app|router)\\." + VERBS + PATH);
    private static final Pattern SCRIPT_EXPORT = Pattern.compile(
            "\\bexport\\s{1,99}(?:async\\s{1,99})?(?:function|const)\\s{1,99}(GET|POST|PUT|DELETE|PATCH)\\b");
    private static final Pattern SCRIPT_TYPE =
            Pattern.compile("(?m)^[ \\t]{0,99}(?:export[ \\t]{1,99})?(?:interface|type)[ \\t]{1,99}(\\w{1,200})");

    /**
     * One operation.
     *
     * @param method upper case
     * @param path with its parameters in braces
     */
    public record Route(String method, String path) {
        Route(String method, String path, Pattern parameter) {
            this(method.toUpperCase(Locale.ROOT), parameter.matcher(path).replaceAll("{$1}"));
        }
    }

    private static final Pattern IN_ANGLES = Pattern.compile("<(?:\\w+:)?(\\w+)>");
    private static final Pattern AFTER_COLON = Pattern.compile(":(\\w+)");

    /** Of a file that declares none. */
    public static final CodeOutline NOTHING = new CodeOutline(Set.of(), Set.of());

    /** Reads Python: FastAPI's and Flask's decorators; classes that derive from a model directly. */
    public static CodeOutline ofPython(String code) {
        var routes = new ArrayList<MatchResult>();
        PYTHON_VERB.matcher(code).results().forEach(routes::add);
        PYTHON_ROUTE.matcher(code).results().forEach(routes::add);
        routes.sort((a, b) -> Integer.compare(a.start(), b.start()));
        var outline = new CodeOutline(new LinkedHashSet<>(), new LinkedHashSet<>());
        for (var match : routes) {
            for (var method : pythonMethods(match)) {
                outline.routes.add(new Route(method, match.group(3), IN_ANGLES));
            }
        }
        PYTHON_CLASS
                .matcher(code)
                .results()
                .filter(match -> Stream.of(match.group(2).split(","))
                        .map(base -> base.strip().replaceFirst("^.*\\.", ""))
                        .anyMatch(PYTHON_BASES::contains))
                .forEach(match -> outline.schemas.add(match.group(1)));
        return outline;
    }

    private static List<String> pythonMethods(MatchResult match) {
        if (!match.group(1).equals("route")) {
            return List.of(match.group(1));
        }
        var methods = match.group(4);
        return methods == null
                ? List.of("GET")
                : Pattern.compile("\\w+")
                        .matcher(methods)
                        .results()
                        .map(MatchResult::group)
                        .toList();
    }

    /** Reads JavaScript or TypeScript: Express's calls and exported handlers; interfaces and types. */
    public static CodeOutline ofScript(String code, boolean typed) {
        var outline = new CodeOutline(new LinkedHashSet<>(), new LinkedHashSet<>());
        SCRIPT_VERB
                .matcher(code)
                .results()
                .forEach(match -> outline.routes.add(new Route(match.group(1), match.group(3), AFTER_COLON)));
        SCRIPT_EXPORT
                .matcher(code)
                .results()
                .forEach(match -> outline.routes.add(new Route(match.group(1), ROUTE_OF_FILE)));
        if (typed) {
            SCRIPT_TYPE.matcher(code).results().forEach(match -> outline.schemas.add(match.group(1)));
        }
        return outline;
    }
}
