package ai.pmoves.dox.contract.store;

import static org.assertj.core.api.Assertions.assertThat;

import ai.pmoves.dox.domain.ExtractionRun;
import ai.pmoves.dox.domain.Id;
import ai.pmoves.dox.domain.TagPrompt;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.domain.tagging.ExtractionTotals;
import ai.pmoves.dox.ports.store.ExtractionFilter;
import ai.pmoves.dox.ports.store.PageRequest;
import ai.pmoves.dox.ports.store.Store;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every store does with the runs of extractions. */
public interface ExtractionRunContract {
    Store store();

    private static ExtractionRun run(
            String id, @Nullable Id<TagPrompt> prompt, @Nullable String model, String outcome, int found) {
        return new ExtractionRun(
                Id.of(id),
                Id.of("d"),
                prompt,
                model == null ? "heuristic" : "ollama",
                model,
                found,
                1,
                outcome,
                outcome.equals(ExtractionRun.OK) ? null : "it is away",
                Duration.ofMillis(found),
                "laptop",
                Rows.TIME);
    }

    private List<ExtractionRun> addSome() {
        var runs = List.of(
                run("z", Id.of("p1"), "m", ExtractionRun.OK, 4),
                run("y", null, null, ExtractionRun.OK, 1),
                run("x", Id.of("p1"), "m", ExtractionRun.FALLBACK, 2),
                run("w", Id.of("p2"), "m", ExtractionRun.ERROR, 3),
                new ExtractionRun(
                        Id.of("v"), null, null, "heuristic", null, 5, 0, "ok", null, Duration.ZERO, null, Rows.TIME));
        runs.forEach(store().extractionRuns()::add);
        return runs;
    }

    private List<ExtractionRun> list(ExtractionFilter filter) {
        return store().extractionRuns().list(filter, PageRequest.first(9)).items();
    }

    @Test
    default void runsComeBackInInsertionOrder() {
        assertThat(list(ExtractionFilter.ALL)).isEmpty();
        var runs = addSome();
        assertThat(list(ExtractionFilter.ALL)).containsExactlyElementsOf(runs);
        var first = store().extractionRuns().list(ExtractionFilter.ALL, PageRequest.first(3));
        var rest = store().extractionRuns()
                .list(ExtractionFilter.ALL, PageRequest.after(first.next().orElseThrow(), 3));
        assertThat(rest.items()).containsExactlyElementsOf(runs.subList(3, 5));
    }

    @Test
    default void aRunIsStoredOnce() {
        var run = run("z", null, null, ExtractionRun.OK, 1);
        store().extractionRuns().add(run);
        Errors.assertFails(() -> store().extractionRuns().add(run), ErrorCode.ROW_EXISTS, "extraction_runs");
    }

    @Test
    default void everyFilterHasToHold() {
        var runs = addSome();
        Optional<Id<TagPrompt>> p1 = Optional.of(Id.of("p1"));
        assertThat(list(ExtractionFilter.of(Id.of("d")))).containsExactlyElementsOf(runs.subList(0, 4));
        assertThat(list(ExtractionFilter.of(Id.of("e")))).isEmpty();
        assertThat(list(new ExtractionFilter(Optional.empty(), p1, Optional.empty(), Optional.empty())))
                .containsExactly(runs.get(0), runs.get(2));
        assertThat(list(new ExtractionFilter(
                        Optional.empty(), Optional.empty(), Optional.of("heuristic"), Optional.empty())))
                .containsExactly(runs.get(1), runs.get(4));
        assertThat(list(new ExtractionFilter(Optional.of(Id.of("d")), p1, Optional.of("ollama"), Optional.of("m"))))
                .containsExactly(runs.get(0), runs.get(2));
        assertThat(list(new ExtractionFilter(Optional.empty(), p1, Optional.empty(), Optional.of("other"))))
                .isEmpty();
    }

    @Test
    default void totalsAreOfEachPromptAndModelInTheOrderOfTheirFirstRuns() {
        assertThat(store().extractionRuns().totals(ExtractionFilter.ALL)).isEmpty();
        addSome();
        var p1 = new ExtractionTotals(Id.of("p1"), "ollama", "m", 2, 1, 0, 6, 2, 6_000);
        assertThat(store().extractionRuns().totals(ExtractionFilter.ALL))
                .containsExactly(
                        p1,
                        new ExtractionTotals(null, "heuristic", null, 2, 0, 0, 6, 1, 1_000),
                        new ExtractionTotals(Id.of("p2"), "ollama", "m", 1, 0, 1, 3, 1, 3_000));
        assertThat(store().extractionRuns()
                        .totals(new ExtractionFilter(
                                Optional.empty(), Optional.of(Id.of("p1")), Optional.empty(), Optional.empty())))
                .containsExactly(p1);
    }
}
