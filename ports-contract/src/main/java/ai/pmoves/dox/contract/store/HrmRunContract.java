package ai.pmoves.dox.contract.store;

import static org.assertj.core.api.Assertions.assertThat;

import ai.pmoves.dox.domain.Id;
import ai.pmoves.dox.domain.Json;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.domain.hrm.HrmFigures;
import ai.pmoves.dox.domain.hrm.HrmRun;
import ai.pmoves.dox.domain.hrm.HrmStep;
import ai.pmoves.dox.ports.store.HrmFilter;
import ai.pmoves.dox.ports.store.PageRequest;
import ai.pmoves.dox.ports.store.Store;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every store does with the runs of halting reasoning. */
public interface HrmRunContract {
    Store store();

    private static HrmRun run(String id, int steps, long millis) {
        return new HrmRun(
                Id.of(id),
                "sort_digits",
                null,
                6,
                2,
                steps,
                true,
                "unchanged",
                1.0,
                Duration.ofMillis(millis),
                "laptop",
                Json.of(Map.of("mode", "sort_digits")),
                Rows.TIME);
    }

    @Test
    default void runsComeBackWithTheirStepsAndFigures() {
        assertThat(figures(HrmFilter.ALL).runs()).isZero();
        var step = new HrmStep(Id.of("s1"), Id.of("z"), 1, true, Json.of("21"));
        store().hrmRuns().add(run("z", 4, 2), List.of(step));
        store().hrmRuns().add(run("a", 3, 5), List.of());
        assertThat(store().hrmRuns().list(PageRequest.first(9)).items())
                .containsExactly(run("z", 4, 2), run("a", 3, 5));
        assertThat(store().hrmRuns().listSteps(Id.of("z"))).containsExactly(step);
        var figures = figures(HrmFilter.ALL);
        assertThat(figures.runs()).isEqualTo(2);
        assertThat(figures.averageSteps()).isEqualTo(3.5);
        assertThat(figures.averageLatencyMs()).isEqualTo(3.5);
        assertThat(figures.last()).isEqualTo(run("a", 3, 5));
    }

    @Test
    default void stepsOfOneNumberComeInInsertionOrder() {
        var steps = List.of(
                new HrmStep(Id.of("z"), Id.of("r"), 2, true, Json.NULL),
                new HrmStep(Id.of("m"), Id.of("r"), 1, true, Json.NULL),
                new HrmStep(Id.of("a"), Id.of("r"), 2, true, Json.NULL));
        store().hrmRuns().add(run("r", 1, 1), steps);
        assertThat(store().hrmRuns().listSteps(Id.of("r"))).containsExactly(steps.get(1), steps.get(0), steps.get(2));
    }

    @Test
    default void averagesAreTheNearestNumbers() {
        for (int i = 0; i < 3; i++) {
            store().hrmRuns().add(run("r" + i, i == 0 ? 2 : 1, i == 0 ? 1 : 2), List.of());
        }
        assertThat(figures(HrmFilter.ALL).averageSteps()).isEqualTo(4.0 / 3);
        assertThat(figures(HrmFilter.ALL).averageLatencyMs()).isEqualTo(5_000.0 / 3 / 1_000);
    }

    @Test
    default void aRunIsStoredWithAllItsStepsOrNotAtAll() {
        var orphan = new HrmStep(Id.of("s1"), Id.of("another"), 1, true, Json.NULL);
        Errors.assertFails(
                () -> store().hrmRuns().add(run("z", 1, 1), List.of(orphan)), ErrorCode.PARENT_MISSING, "hrm_metrics");
        assertThat(figures(HrmFilter.ALL).runs()).isZero();
    }

    private HrmFigures figures(HrmFilter filter) {
        return store().hrmRuns().figures(filter);
    }

    private static HrmRun run(
            String id, String kind, int steps, @Nullable String halt, @Nullable Double accuracy, long millis) {
        return new HrmRun(
                Id.of(id),
                kind,
                null,
                6,
                2,
                steps,
                halt != null,
                halt,
                accuracy,
                Duration.ofMillis(millis),
                kind.equals("ask") ? null : "laptop",
                Json.emptyObject(),
                Rows.TIME.plusSeconds(millis));
    }

    private void addSome() {
        List.of(
                        run("z", "sort_digits", 2, "sorted", 1.0, 30),
                        run("y", "sort_digits", 6, null, 0.5, 20),
                        run("x", "ask", 2, "unchanged", null, 10),
                        run("w", "echo", 3, "unchanged", null, 40))
                .forEach(run -> store().hrmRuns().add(run, List.of()));
    }

    @Test
    default void figuresTellHowRunsWent() {
        assertThat(figures(HrmFilter.ALL)).isEqualTo(new HrmFigures(new TreeMap<>(), 0, null, 0, 0, 0, null));
        addSome();
        assertThat(figures(HrmFilter.ALL))
                .isEqualTo(new HrmFigures(
                        new TreeMap<>(Map.of(2, 2L, 3, 1L, 6, 1L)),
                        3,
                        0.75,
                        100_000,
                        20_000,
                        40_000,
                        run("w", "echo", 3, "unchanged", null, 40)));
    }

    private long count(@Nullable String kind, @Nullable String device, @Nullable Instant from, @Nullable Instant to) {
        return figures(new HrmFilter(
                        Optional.ofNullable(kind),
                        Optional.ofNullable(device),
                        Optional.ofNullable(from),
                        Optional.ofNullable(to)))
                .runs();
    }

    @Test
    default void figuresAreOfWhatTheFilterTakes() {
        addSome();
        assertThat(count("sort_digits", null, null, null)).isEqualTo(2);
        assertThat(count(null, "laptop", null, null)).isEqualTo(3);
        assertThat(count("ask", "laptop", null, null)).isZero();
        assertThat(count(null, null, Rows.TIME.plusSeconds(20), null)).isEqualTo(3);
        assertThat(count(null, null, null, Rows.TIME.plusSeconds(20))).isEqualTo(2);
        assertThat(count(null, null, Rows.TIME.plusSeconds(20), Rows.TIME.plusSeconds(20)))
                .isEqualTo(1);
        assertThat(count(null, null, Rows.TIME.plusSeconds(41), null)).isZero();
    }
}
