package ai.pmoves.dox.application.report;

import ai.pmoves.dox.application.tagging.GeneratedText;
import ai.pmoves.dox.application.tagging.HeuristicExtractor;
import ai.pmoves.dox.domain.Json;
import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.extract.CodeOutline.Route;
import ai.pmoves.dox.domain.text.Text;
import ai.pmoves.dox.ports.ingest.ApiParser;
import ai.pmoves.dox.ports.writing.Writer;
import ai.pmoves.dox.ports.writing.Writers;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Has a language model find the routes that a source file declares. */
final class FindRoutes {
    private static final Set<String> METHODS = Set.of("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS");
    private static final int SHOWN_CHARS = 60_000;
    private static final int MAX_PATH_CHARS = 1_000;
    private static final String TASK = """
            List every HTTP route that the source file below declares. Answer with JSON only, in this form: \
            [{"method":"GET","path":"/loans/{id}"}], with the parameters of a path in braces. If there are none, \
            answer [].

            The source file""" + GeneratedText.NO_INSTRUCTIONS;

    private final ApiParser parser;
    private final Writers writers;

    FindRoutes(ApiParser parser, Writers writers) {
        this.parser = parser;
        this.writers = writers;
    }

    /**
     * What was found.
     *
     * @param provider who found it
     * @param fallback why the rules found it instead of the requested model; empty if no model failed
     */
    record Found(Set<Route> routes, String provider, Optional<String> fallback) {}

    /** @param byRules the result of the rules, used without a model or if the model fails */
    Found in(String code, Set<Route> byRules, Optional<String> provider, Optional<String> model) {
        return writers.findWriter(Writers.Task.API_DESCRIPTION, provider, model)
                .map(writer -> ask(writer, code, byRules))
                .orElseGet(() -> new Found(byRules, HeuristicExtractor.PROVIDER, Optional.empty()));
    }

    private Found ask(Writer writer, String code, Set<Route> byRules) {
        var written = GeneratedText.by(writer, TASK + Text.truncate(code, SHOWN_CHARS));
        var routes = written.text().flatMap(this::routes);
        if (routes.isPresent()) {
            return new Found(routes.get(), written.provider(), Optional.empty());
        }
        var why = written.failure()
                .orElse("The provider %s did not answer with the JSON that it was asked for."
                        .formatted(written.provider()));
        return new Found(byRules, HeuristicExtractor.PROVIDER, Optional.of(why));
    }

    /** Empty if the answer is not what was asked for. */
    private Optional<Set<Route>> routes(String answer) {
        int start = answer.indexOf('[');
        int end = answer.lastIndexOf(']') + 1;
        if (start < 0 || end <= start) {
            return Optional.empty();
        }
        try {
            var routes = new LinkedHashSet<Route>();
            for (var item :
                    parser.readValue(answer.substring(start, end), "the answer").asList()) {
                var route = route(Json.of(item));
                if (route.isEmpty()) {
                    return Optional.empty();
                }
                routes.add(route.get());
            }
            return Optional.of(routes);
        } catch (DoxException e) {
            return Optional.empty();
        }
    }

    private static Optional<Route> route(Json item) {
        return item.asObject().get("method") instanceof String method
                        && METHODS.contains(method.toUpperCase(Locale.ROOT))
                        && item.asObject().get("path") instanceof String path
                        && path.startsWith("/")
                        && path.length() <= MAX_PATH_CHARS
                ? Optional.of(new Route(method.toUpperCase(Locale.ROOT), Text.clean(path)))
                : Optional.empty();
    }
}
