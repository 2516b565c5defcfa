package ai.pmoves.dox.ports.store;

import ai.pmoves.dox.domain.Document;
import ai.pmoves.dox.domain.Id;
import ai.pmoves.dox.domain.Tag;
import ai.pmoves.dox.ports.Reads;
import ai.pmoves.dox.ports.Writes;
import java.util.List;
import java.util.Optional;

/** Keeps the tags of documents. A document may have a tag twice: the caller decides. */
public interface TagRepository {

    /**
     * Adds the tags in their order; their revision is 1 whatever the records say.
     *
     * @throws ai.pmoves.dox.domain.error.DoxException {@code store.row-exists} or {@code store.parent-missing};
     *     none of them was written
     */
    @Writes
    void addAll(List<Tag> tags);

    /** Removes the tag; removing an absent one does nothing. Its chunk is the caller's to remove. */
    @Writes
    void remove(Id<Tag> id);

    /**
     * Returns tags in insertion order.
     *
     * @param documentId of this document, or of all
     * @param contains anywhere in the tag, in any case
     */
    @Reads
    Page<Tag> list(Optional<Id<Document>> documentId, Optional<String> contains, PageRequest page);
}
