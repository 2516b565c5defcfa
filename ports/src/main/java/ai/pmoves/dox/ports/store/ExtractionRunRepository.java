package ai.pmoves.dox.ports.store;

import ai.pmoves.dox.domain.Document;
import ai.pmoves.dox.domain.ExtractionRun;
import ai.pmoves.dox.domain.Id;
import java.util.Optional;

/** Keeps a record of every tag extraction. */
public interface ExtractionRunRepository {

    /**
     * Adds a run.
     *
     * @throws ai.pmoves.dox.domain.error.DoxException {@code store.row-exists} if the id is taken
     */
    void add(ExtractionRun run);

    /** Returns the runs in insertion order, of one document where it is given. */
    Page<ExtractionRun> list(Optional<Id<Document>> documentId, PageRequest page);
}
