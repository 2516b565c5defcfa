package ai.pmoves.dox.application.tagging;

import ai.pmoves.dox.domain.Document;
import ai.pmoves.dox.domain.Id;
import ai.pmoves.dox.domain.Json;
import ai.pmoves.dox.domain.hrm.HrmRun;
import ai.pmoves.dox.domain.hrm.HrmStep;
import ai.pmoves.dox.domain.hrm.Refinement;
import ai.pmoves.dox.domain.hrm.Refinements;
import ai.pmoves.dox.domain.hrm.StepLimits;
import ai.pmoves.dox.ports.IdSource;
import ai.pmoves.dox.ports.store.HrmRunRepository;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Refines values step by step and records each run with its steps. Thread-safe. */
public final class RunHrm {
    private static final int LEAST_OF_ANSWERS = 2;

    private final HrmRunRepository runs;
    private final IdSource ids;
    private final Clock clock;
    private final HrmSettings settings;
    private final Optional<String> device;

    public RunHrm(HrmRunRepository runs, IdSource ids, Clock clock, HrmSettings settings, Optional<String> device) {
        this.runs = runs;
        this.ids = ids;
        this.clock = clock;
        this.settings = settings;
        this.device = device;
    }

    public HrmSettings settings() {
        return settings;
    }

    /** A refinement with the time that it took. */
    public record Timed<T>(Refinement<T> refinement, Duration latency) {}

    private record About(String kind, @Nullable Id<Document> documentId, Map<String, String> payload) {}

    /** Sorts digits; of the run is known how right its result is. */
    public Timed<String> sortDigits(String digits, StepLimits limits) {
        var about = new About("sort_digits", null, Map.of("mode", "sort_digits", "seq", digits));
        var timed = time(() -> Refinements.sort(digits, limits));
        record(about, limits, timed, Refinements.sortedness(timed.refinement().result()));
        return timed;
    }

    /** Normalises the white space of a text. */
    public Timed<String> echo(String text, StepLimits limits) {
        var timed = time(() -> Refinements.normalise(text, limits));
        record(new About("echo", null, Map.of("mode", "echo")), limits, timed, null);
        return timed;
    }

    /** Cleans the tags of a document. */
    public Timed<List<String>> tags(Id<Document> documentId, List<String> tags) {
        var about = new About("extract_tags", documentId, Map.of("mode", "extract_tags", "doc", documentId.value()));
        var timed = time(() -> Refinements.tags(tags, settings.limits()));
        record(about, settings.limits(), timed, null);
        return timed;
    }

    /** Tidies the answer to a question, in two steps at least. */
    public Timed<String> answer(String question, String text) {
        int least = Math.max(LEAST_OF_ANSWERS, settings.limits().min());
        var limits = new StepLimits(Math.max(least, settings.limits().max()), least);
        var about = new About("ask", null, Map.of("question", question, "mode", "ask"));
        var timed = time(() -> Refinements.answer(text, limits));
        record(about, limits, timed, null);
        return timed;
    }

    private static <T> Timed<T> time(Supplier<Refinement<T>> refine) {
        long start = System.nanoTime();
        return new Timed<>(refine.get(), Duration.ofNanos(System.nanoTime() - start));
    }

    private <T> void record(About about, StepLimits limits, Timed<T> timed, @Nullable Double accuracy) {
        var refinement = timed.refinement();
        Id<HrmRun> id = ids.nextId();
        var run = new HrmRun(
                id,
                about.kind(),
                about.documentId(),
                limits.max(),
                limits.min(),
                refinement.steps(),
                refinement.haltReason().isPresent(),
                refinement.haltReason().orElse(null),
                accuracy,
                timed.latency(),
                device.orElse(null),
                Json.of(about.payload()),
                clock.instant());
        var steps = IntStream.rangeClosed(1, refinement.steps())
                .mapToObj(number -> new HrmStep(
                        ids.nextId(),
                        id,
                        number,
                        refinement.isChangedBy(number),
                        Json.of(refinement.values().get(number))))
                .toList();
        runs.add(run, steps);
    }
}
