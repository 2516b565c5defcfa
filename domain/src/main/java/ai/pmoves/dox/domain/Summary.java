package ai.pmoves.dox.domain;

import static java.util.Objects.requireNonNull;

import ai.pmoves.dox.domain.text.Text;
import ai.pmoves.dox.domain.text.Times;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A stored summary of the workspace or of some artifacts.
 *
 * @param scope {@code workspace} or {@code artifact}
 * @param scopeKey the scope with the ids it covers; several summaries may share one
 * @param artifactIds a list of ids
 * @param evidenceIds a list of ids, which may name evidence that is gone
 */
public record Summary(
        Id<Summary> id,
        String scope,
        String scopeKey,
        String style,
        @Nullable String provider,
        @Nullable String prompt,
        String text,
        Json artifactIds,
        Json evidenceIds,
        Instant createdAt) {
    public Summary {
        requireNonNull(id, "id");
        Text.require(scope, "scope");
        Text.require(scopeKey, "scopeKey");
        Text.require(style, "style");
        Text.optional(provider, "provider");
        Text.optional(prompt, "prompt");
        Text.require(text, "text");
        createdAt = Times.micros(createdAt);
    }
}
