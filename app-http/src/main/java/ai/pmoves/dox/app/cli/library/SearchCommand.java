package ai.pmoves.dox.app.cli.library;

import ai.pmoves.dox.app.OperatorWords;
import ai.pmoves.dox.app.cli.support.DoxCommand;
import ai.pmoves.dox.app.cli.support.Failures;
import ai.pmoves.dox.app.http.search.SearchView;
import ai.pmoves.dox.domain.search.ChunkFilter;
import ai.pmoves.dox.domain.search.ChunkQuery;
import ai.pmoves.dox.domain.search.SearchMode;
import ai.pmoves.dox.domain.search.SourceType;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code dox search}. */
@Command(
        name = "search",
        description = "Searches the library by words, by meaning, or by both.",
        footer = {
            "",
            "Examples:",
            "  dox search \"loan approval\"",
            "  dox search -k 3 --type log --type api timeout",
            "  dox search --mode text E1042",
            "  dox search --json \"loan approval\" | jq '.results[0].meta'"
        })
public final class SearchCommand implements Callable<Integer> {
    private final DoxCommand dox;

    @Parameters(paramLabel = "QUERY", arity = "1..*", description = "What to find.")
    private List<String> words = List.of();

    @Option(
            names = "-k",
            paramLabel = "N",
            defaultValue = "10",
            description = "The maximum number of hits, 1 to 200 (default: 10).")
    private int limit;

    @Option(
            names = "--type",
            paramLabel = "T",
            description = "Only chunks of this type: pdf, api, log or tag; repeatable.")
    private Set<SourceType> types = Set.of();

    @Option(
            names = "--mode",
            paramLabel = "M",
            defaultValue = "hybrid",
            description = "text, vector or hybrid, which is both (default: hybrid).")
    private SearchMode mode = SearchMode.HYBRID;

    @Spec
    private @Nullable CommandSpec spec;

    public SearchCommand(DoxCommand dox) {
        this.dox = dox;
    }

    @Override
    public Integer call() {
        if (limit < 1 || limit > ChunkQuery.MAX_LIMIT) {
            throw new ParameterException(
                    spec.commandLine(), "-k is %d; it has to be 1 to %d".formatted(limit, ChunkQuery.MAX_LIMIT));
        }
        try (var library = dox.openForReading()) {
            long start = System.nanoTime();
            var answer = library.searchChunks().search(String.join(" ", words), mode, ChunkFilter.types(types), limit);
            if (dox.json()) {
                var took = Duration.ofNanos(System.nanoTime() - start);
                dox.console()
                        .json(SearchView.of(answer, library.store().name(), took)
                                .toJson());
            } else {
                answer.notice().ifPresent(notice -> dox.console().note("note: " + OperatorWords.told(notice)));
                HitLines.print(answer.hits(), dox.console());
            }
            return Failures.DONE;
        }
    }
}
