package ai.pmoves.dox.app.cli.library;

import ai.pmoves.dox.app.cli.support.CliJson;
import ai.pmoves.dox.app.cli.support.DoxCommand;
import ai.pmoves.dox.app.cli.support.Failures;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code dox rebuild}. */
@Command(
        name = "rebuild",
        description = {
            "Rebuilds the search index from the stored documents.",
            "",
            "Searches continue; until the new index is complete, the old one answers. Texts that have a vector"
                    + " of the current model keep it."
        },
        footer = {"", "Examples:", "  dox rebuild", "  SEARCH_MODEL=models/e5-large dox rebuild --re-embed"})
public final class RebuildCommand implements Callable<Integer> {
    private final DoxCommand dox;

    @Option(
            names = "--re-embed",
            description =
                    "Change the model of a shared store to the configured one: all texts are embedded" + " again.")
    private boolean reEmbed;

    public RebuildCommand(DoxCommand dox) {
        this.dox = dox;
    }

    @Override
    public Integer call() {
        try (var library = dox.open()) {
            if (reEmbed) {
                library.store().chunks().replaceModel(library.embedder().model());
            }
            long items = library.rebuildIndex().rebuild();
            var embedded = Embedding.all(library, dox.console());
            if (dox.json()) {
                dox.console()
                        .json(CliJson.write(Map.of(
                                "status",
                                "ok",
                                "store",
                                library.store().name(),
                                "items",
                                items,
                                "embedded",
                                embedded.orElse(0))));
            } else {
                dox.console()
                        .print("%s (%s): %d chunks in the index, %d texts embedded."
                                .formatted(
                                        library.store().name(),
                                        library.store().rows().description(),
                                        items,
                                        embedded.orElse(0)));
            }
            return embedded.isPresent() ? Failures.DONE : Failures.UNAVAILABLE;
        }
    }
}
