package ai.pmoves.dox.ports.store;

import ai.pmoves.dox.domain.Document;
import ai.pmoves.dox.domain.Id;
import java.util.Optional;

/**
 * Selects API operations; conditions are combined with AND.
 *
 * @param method in any case
 * @param tag exactly one of the operation's tags, which are the texts in its list of tags
 * @param pathContains anywhere in the path, case-sensitive
 */
public record ApiFilter(
        Optional<String> method,
        Optional<String> tag,
        Optional<String> pathContains,
        Optional<Id<Document>> documentId) {
    public static final ApiFilter ALL =
            new ApiFilter(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
}
