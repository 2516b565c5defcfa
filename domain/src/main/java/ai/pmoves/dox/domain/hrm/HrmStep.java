package ai.pmoves.dox.domain.hrm;

import static java.util.Objects.requireNonNull;

import ai.pmoves.dox.domain.Id;
import ai.pmoves.dox.domain.Json;

/**
 * What one step of a run did.
 *
 * @param step from 1
 * @param changed whether the step changed its value
 * @param value the value after the step
 */
public record HrmStep(Id<HrmStep> id, Id<HrmRun> runId, int step, boolean changed, Json value) {
    public HrmStep {
        requireNonNull(id, "id");
        requireNonNull(runId, "runId");
        requireNonNull(value, "value");
    }
}
