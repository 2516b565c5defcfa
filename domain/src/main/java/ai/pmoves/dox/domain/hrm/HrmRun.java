package ai.pmoves.dox.domain.hrm;

import static java.util.Objects.requireNonNull;

import ai.pmoves.dox.domain.Document;
import ai.pmoves.dox.domain.Id;
import ai.pmoves.dox.domain.Json;
import ai.pmoves.dox.domain.internal.Numbers;
import ai.pmoves.dox.domain.text.Text;
import ai.pmoves.dox.domain.text.Times;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One run of a halting-reasoning refinement.
 *
 * @param kind what was refined, for example {@code sort_digits}
 * @param maxSteps the upper limit
 * @param minSteps the lower limit
 * @param steps how many were taken
 * @param haltReason why it stopped, null if it ran into the limit
 * @param accuracy 0 to 1 where an expected result is known
 * @param latency in whole microseconds
 * @param device the device that ran it
 */
public record HrmRun(
        Id<HrmRun> id,
        String kind,
        @Nullable Id<Document> documentId,
        int maxSteps,
        int minSteps,
        int steps,
        boolean halted,
        @Nullable String haltReason,
        @Nullable Double accuracy,
        Duration latency,
        @Nullable String device,
        Json payload,
        Instant createdAt) {
    public HrmRun {
        requireNonNull(id, "id");
        Text.require(kind, "kind");
        Text.optional(haltReason, "haltReason");
        Text.optional(device, "device");
        accuracy = Numbers.finiteOrNull(accuracy, "accuracy");
        if (accuracy != null && (accuracy < 0 || accuracy > 1)) {
            throw new IllegalArgumentException("the accuracy is " + accuracy + "; it has to be 0 to 1");
        }
        latency = Times.micros(latency);
        requireNonNull(payload, "payload");
        createdAt = Times.micros(createdAt);
    }
}
