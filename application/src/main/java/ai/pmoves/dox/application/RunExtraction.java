package ai.pmoves.dox.application;

import ai.pmoves.dox.domain.Document;
import ai.pmoves.dox.domain.ExtractionRun;
import ai.pmoves.dox.domain.Id;
import ai.pmoves.dox.domain.Json;
import ai.pmoves.dox.domain.TagPrompt;
import ai.pmoves.dox.domain.tagging.Extraction;
import ai.pmoves.dox.domain.tagging.LocatedExtraction;
import ai.pmoves.dox.domain.tagging.SourceText;
import ai.pmoves.dox.ports.IdSource;
import ai.pmoves.dox.ports.tagging.Extractor;
import ai.pmoves.dox.ports.tagging.Instructions;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashSet;
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

    /** The finished run, which is not stored yet, with what it gave, each extraction once. */
    record Finished(ExtractionRun run, List<LocatedExtraction> extractions) {
        List<String> tags() {
            return extractions.stream()
                    .map(located -> located.extraction().tag())
                    .distinct()
                    .toList();
        }
    }

    private record Prompted(
            Instructions instructions, @Nullable Id<TagPrompt> promptId) {}

    Finished run(Extractor extractor, SourceText source, Optional<Id<Document>> documentId, ExtractionRequest request) {
        var prompted = prompt(documentId, request);
        long start = System.nanoTime();
        var extractions = locate(extractor.extract(source.text(), prompted.instructions()), source);
        var run = new ExtractionRun(
                ids.nextId(),
                documentId.orElse(null),
                prompted.promptId(),
                extractor.provider(),
                extractor.model().orElse(null),
                extractions.size(),
                0,
                ExtractionRun.OK,
                null,
                Duration.ofNanos(System.nanoTime() - start),
                settings.device().orElse(null),
                clock.instant());
        return new Finished(run, extractions);
    }

    private static List<LocatedExtraction> locate(List<Extraction> extractions, SourceText source) {
        return new LinkedHashSet<>(extractions)
                .stream()
                        .map(extraction -> new LocatedExtraction(
                                extraction,
                                source.find(extraction.text(), 0, source.text().length())
                                        .orElse(null)))
                        .toList();
    }

    /** A prompt that a request brings along counts as the newest version of the document that says the same. */
    private Prompted prompt(Optional<Id<Document>> documentId, ExtractionRequest request) {
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
        return new Prompted(
                new Instructions(text, examples), versions.map(TagPrompt::id).orElse(null));
    }
}
