package ai.pmoves.dox.domain;

import static java.util.Objects.requireNonNull;

import ai.pmoves.dox.domain.text.Text;
import ai.pmoves.dox.domain.text.Times;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One run of an extraction over a document or a text.
 *
 * @param documentId null for a text that is not stored
 * @param promptId the version of the prompt that was used, null if it is not stored
 * @param found how many extractions the provider gave
 * @param stored how many new tags the document got
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
    public static final String OK = "ok";
    public static final String FALLBACK = "fallback";
    public static final String ERROR = "error";

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

    public ExtractionRun withStored(int tags) {
        return new ExtractionRun(
                id, documentId, promptId, provider, model, found, tags, outcome, error, latency, device, createdAt);
    }
}
