package ai.pmoves.dox.application.tagging;

import ai.pmoves.dox.domain.Document;
import ai.pmoves.dox.domain.Id;
import ai.pmoves.dox.domain.Json;
import ai.pmoves.dox.domain.TagPrompt;
import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.ports.IdSource;
import ai.pmoves.dox.ports.store.Store;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Writes the prompts by which documents are tagged, version by version: none is ever changed or lost.
 *
 * <p>The document need not exist. Thread-safe.
 */
public final class TagPrompts {
    private final Store store;
    private final IdSource ids;
    private final Clock clock;

    public TagPrompts(Store store, IdSource ids, Clock clock) {
        this.store = store;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * A version with its number.
     *
     * @param number 1 for a document's oldest
     */
    public record Version(int number, TagPrompt prompt) {}

    /** Returns all versions, the current one first. */
    public List<Version> history(Id<Document> documentId) {
        var prompts = store.tagPrompts().listHistory(documentId);
        return IntStream.range(0, prompts.size())
                .mapToObj(i -> new Version(prompts.size() - i, prompts.get(i)))
                .toList();
    }

    /** Returns the version that counts, empty if there is none. */
    public Optional<Version> current(Id<Document> documentId) {
        return history(documentId).stream().findFirst();
    }

    /** Adds a version, which is the current one from now on. */
    public TagPrompt add(Id<Document> documentId, String promptText, @Nullable Json examples, @Nullable String author) {
        return store.unitOfWork().call(() -> {
            var created = afterAll(documentId);
            var prompt = new TagPrompt(ids.nextId(), documentId, promptText, examples, created, author);
            store.tagPrompts().add(prompt);
            return prompt;
        });
    }

    /** Also where another device's clock is ahead, what is added last is the newest. */
    private Instant afterAll(Id<Document> documentId) {
        var now = clock.instant();
        return store.tagPrompts()
                .findLatest(documentId)
                .flatMap(latest -> Optional.ofNullable(latest.createdAt()))
                .map(latest -> latest.plus(1, ChronoUnit.MICROS))
                .filter(next -> next.isAfter(now))
                .orElse(now);
    }

    /**
     * Makes an earlier version the current one, by adding it once more.
     *
     * @param author who restores it; empty for the author of the version
     * @throws DoxException {@code prompt.not-found} if the document has no such version
     */
    public TagPrompt restore(Id<Document> documentId, Id<TagPrompt> promptId, Optional<String> author) {
        return store.unitOfWork().call(() -> {
            var earlier = store.tagPrompts().listHistory(documentId).stream()
                    .filter(prompt -> prompt.id().equals(promptId))
                    .findFirst()
                    .orElseThrow(() -> new DoxException(
                            ErrorCode.PROMPT_NOT_FOUND,
                            "Prompt not found: the document %s has no version %s.".formatted(documentId, promptId)));
            return add(documentId, earlier.promptText(), earlier.examples(), author.orElse(earlier.author()));
        });
    }
}
