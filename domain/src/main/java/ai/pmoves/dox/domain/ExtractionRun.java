package ai.pmoves.dox.domain;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One run of a tag extraction over a document.
 *
 * @param promptId the version of the prompt that was used
 * @param found how many extractions the provider gave
 * @param stored how many of them were new
 * @param outcome {@code ok}, {@code fallback} or {@code error}
 * @param error what went wrong, null if nothing did
 * @param latency in whole microseconds
 */
public record ExtractionRun(
        Id<ExtractionRun> id,
        @Nullable Id<Document> documentId,
        @Nullable Id<TagPrompt> promptId,
        String provider,
        @Nullable String model,
        int found,
        int stored,
        String outcome,
        @Nullable String error,
        Duration latency,
        @Nullable String device,
        Instant createdAt) {
    public ExtractionRun {
        requireNonNull(id, "id");
        Text.require(provider, "provider");
        Text.optional(model, "model");
        Text.require(outcome, "outcome");
        Text.optional(error, "error");
        latency = Times.micros(latency);
        Text.optional(device, "device");
        createdAt = Times.micros(createdAt);
    }
}
