package ai.pmoves.dox.app.http.tagging;

import ai.pmoves.dox.application.tagging.TagPrompts.Version;
import ai.pmoves.dox.domain.Json;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * A version of a prompt as clients see it.
 *
 * @param createdAt in whole seconds
 * @param version 1 for the oldest
 */
record PromptView(
        String id,
        String documentId,
        String promptText,
        @Nullable Json examples,
        @Nullable String createdAt,
        @Nullable String author,
        int version) {

    static PromptView of(Version version) {
        var prompt = version.prompt();
        return new PromptView(
                prompt.id().value(),
                prompt.documentId().value(),
                prompt.promptText(),
                prompt.examples(),
                seconds(prompt.createdAt()),
                prompt.author(),
                version.number());
    }

    private static @Nullable String seconds(@Nullable Instant instant) {
        return instant == null ? null : instant.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
