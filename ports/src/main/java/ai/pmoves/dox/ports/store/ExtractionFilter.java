package ai.pmoves.dox.ports.store;

import ai.pmoves.dox.domain.Document;
import ai.pmoves.dox.domain.Id;
import ai.pmoves.dox.domain.TagPrompt;
import java.util.Optional;

/**
 * Selects extraction runs; conditions are combined with AND.
 *
 * @param promptId the version of the prompt
 * @param provider exact
 * @param model exact
 */
public record ExtractionFilter(
        Optional<Id<Document>> documentId,
        Optional<Id<TagPrompt>> promptId,
        Optional<String> provider,
        Optional<String> model) {
    public static final ExtractionFilter ALL =
            new ExtractionFilter(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    public static ExtractionFilter of(Id<Document> documentId) {
        return new ExtractionFilter(Optional.of(documentId), Optional.empty(), Optional.empty(), Optional.empty());
    }
}
