package ai.pmoves.dox.application.tagging;

import ai.pmoves.dox.domain.Document;
import ai.pmoves.dox.domain.ExtractionRun;
import ai.pmoves.dox.domain.Id;
import ai.pmoves.dox.domain.Json;
import ai.pmoves.dox.domain.TagPrompt;
import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.domain.tagging.LocatedExtraction;
import ai.pmoves.dox.domain.tagging.SourceText;
import ai.pmoves.dox.ports.IdSource;
import ai.pmoves.dox.ports.tagging.Extractor;
import ai.pmoves.dox.ports.tagging.Instructions;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Has an extractor read a text, and looks up in it what that says. */
final class RunExtraction {
    private final TagPrompts prompts;
    private final IdSource ids;
    private final Clock clock;
    private final TaggingSettings settings;

    RunExtraction(TagPrompts prompts, IdSource ids, Clock clock, TaggingSettings settings) {
        this.prompts = prompts;
        this.ids = ids;
        this.clock = clock;
        this.settings = settings;
    }

    /**
     * The finished run, which is not stored yet, with what it gave, each extraction once.
     *
     * @param foundBy the provider that really found them
     */
    record Finished(ExtractionRun run, List<LocatedExtraction> extractions, String foundBy) {
        List<String> tags() {
            return extractions.stream()
                    .map(located -> located.extraction().tag())
                    .distinct()
                    .toList();
        }
    }

    private record Prompted(
            Instructions instructions, @Nullable Id<TagPrompt> promptId) {}

    /**
     * Has the extractor read the text. If it fails, the rules read it in its place; where there are none, the run is an
     * error, and nothing is found.
     *
     * @param context what else the extractor is told of the document
     */
    Finished run(
            Extractor extractor,
            Optional<Extractor> rules,
            SourceText source,
            Optional<Id<Document>> documentId,
            ExtractionRequest request,
            Optional<String> context) {
        var prompted = prompt(documentId, request, context);
        long start = System.nanoTime();
        List<LocatedExtraction> found = List.of();
        var foundBy = extractor;
        var outcome = ExtractionRun.OK;
        String error = null;
        try {
            found = ReadPassages.read(extractor, source, prompted.instructions(), request.reading());
        } catch (DoxException e) {
            if (e.code() != ErrorCode.EXTRACTION_FAILED) {
                throw e;
            }
            error = e.getMessage();
            outcome = rules.isPresent() ? ExtractionRun.FALLBACK : ExtractionRun.ERROR;
            if (rules.isPresent()) {
                foundBy = rules.get();
                found = ReadPassages.read(foundBy, source, prompted.instructions(), request.reading());
            }
        }
        var run = new ExtractionRun(
                ids.nextId(),
                documentId.orElse(null),
                prompted.promptId(),
                extractor.provider(),
                extractor.model().orElse(null),
                found.size(),
                0,
                outcome,
                error,
                Duration.ofNanos(System.nanoTime() - start),
                settings.device().orElse(null),
                clock.instant());
        return new Finished(run, found, foundBy.provider());
    }

    /** A prompt that a request brings along counts as the newest version of the document that says the same. */
    private Prompted prompt(Optional<Id<Document>> documentId, ExtractionRequest request, Optional<String> context) {
        var versions = documentId.map(prompts::history).orElse(List.of()).stream()
                .map(TagPrompts.Version::prompt)
                .filter(prompt ->
                        request.prompt().map(prompt.promptText()::equals).orElse(true))
                .findFirst();
        var text =
                request.prompt().or(() -> versions.map(TagPrompt::promptText)).orElse(settings.prompt());
        var examples = request.examples()
                .or(() -> versions.flatMap(prompt -> Optional.ofNullable(prompt.examples())))
                .orElse(Json.emptyList());
        var whole = settings.promptRules().map(rules -> text + "\n\n" + rules).orElse(text);
        return new Prompted(
                new Instructions(whole, examples, context),
                versions.map(TagPrompt::id).orElse(null));
    }
}
