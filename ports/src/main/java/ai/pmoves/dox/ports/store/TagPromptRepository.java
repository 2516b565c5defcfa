package ai.pmoves.dox.ports.store;

import ai.pmoves.dox.domain.Document;
import ai.pmoves.dox.domain.Id;
import ai.pmoves.dox.domain.TagPrompt;
import ai.pmoves.dox.ports.Reads;
import ai.pmoves.dox.ports.Writes;
import java.util.List;
import java.util.Optional;

/** Keeps every version of the prompts by which documents are tagged. The document need not exist. */
public interface TagPromptRepository {

    /**
     * Adds a version.
     *
     * @throws ai.pmoves.dox.domain.error.DoxException {@code store.row-exists} if the id is taken
     */
    @Writes
    void add(TagPrompt prompt);

    /** Returns the newest version: of the greatest creation time the one added first. */
    @Reads
    Optional<TagPrompt> findLatest(Id<Document> documentId);

    /** Returns all versions, newest creation time first, those of one time in insertion order, those of none last. */
    @Reads
    List<TagPrompt> listHistory(Id<Document> documentId);
}
