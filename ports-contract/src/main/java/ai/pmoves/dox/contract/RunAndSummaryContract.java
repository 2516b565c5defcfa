package ai.pmoves.dox.contract;

import static org.assertj.core.api.Assertions.assertThat;

import ai.pmoves.dox.domain.HrmRun;
import ai.pmoves.dox.domain.HrmStep;
import ai.pmoves.dox.domain.Id;
import ai.pmoves.dox.domain.Json;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.ports.store.PageRequest;
import ai.pmoves.dox.ports.store.Store;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every store does with summaries and HRM runs. */
public interface RunAndSummaryContract {
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
    default void runsComeBackWithTheirStepsAndTotals() {
        assertThat(store().hrmRuns().totals().runs()).isZero();
        var step = new HrmStep(Id.of("s1"), Id.of("z"), 1, true, Json.of("21"));
        store().hrmRuns().add(run("z", 4, 2), List.of(step));
        store().hrmRuns().add(run("a", 3, 5), List.of());
        assertThat(store().hrmRuns().list(PageRequest.first(9)).items())
                .containsExactly(run("z", 4, 2), run("a", 3, 5));
        assertThat(store().hrmRuns().listSteps(Id.of("z"))).containsExactly(step);
        var totals = store().hrmRuns().totals();
        assertThat(totals.runs()).isEqualTo(2);
        assertThat(totals.averageSteps()).isEqualTo(3.5);
        assertThat(totals.averageLatencyMs()).isEqualTo(3.5);
        assertThat(totals.last()).isEqualTo(run("a", 3, 5));
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
        assertThat(store().hrmRuns().totals().averageSteps()).isEqualTo(4.0 / 3);
        assertThat(store().hrmRuns().totals().averageLatencyMs()).isEqualTo(5_000.0 / 3 / 1_000);
    }

    @Test
    default void aRunIsStoredWithAllItsStepsOrNotAtAll() {
        var orphan = new HrmStep(Id.of("s1"), Id.of("another"), 1, true, Json.NULL);
        Errors.assertFails(
                () -> store().hrmRuns().add(run("z", 1, 1), List.of(orphan)), ErrorCode.PARENT_MISSING, "hrm_metrics");
        assertThat(store().hrmRuns().totals().runs()).isZero();
    }

    @Test
    default void summariesAreListedNewestFirst() {
        store().summaries().add(Rows.summary("z", "workspace", Rows.TIME));
        store().summaries().add(Rows.summary("a", "workspace", Rows.TIME));
        store().summaries().add(Rows.summary("m", "other", Rows.TIME.plusSeconds(1)));
        assertThat(store().summaries().findLatest("workspace", "bullet"))
                .contains(Rows.summary("z", "workspace", Rows.TIME));
        assertThat(store().summaries().findLatest("workspace", "executive")).isEmpty();
        assertThat(store().summaries().list(Optional.of("workspace"), Optional.of("bullet")))
                .extracting(s -> s.id().value())
                .containsExactly("m", "z", "a");
    }
}
