package ai.pmoves.dox.ports.store;

import ai.pmoves.dox.domain.Summary;
import ai.pmoves.dox.ports.Reads;
import ai.pmoves.dox.ports.Writes;
import java.util.List;
import java.util.Optional;

/** Keeps every summary that was made; a newer one does not replace an older one. */
public interface SummaryRepository {

    /**
     * Adds a summary.
     *
     * @throws ai.pmoves.dox.domain.error.DoxException {@code store.row-exists} if the id is taken
     */
    @Writes
    void add(Summary summary);

    /** Returns the newest summary of a scope and style: of the greatest creation time the one added first. */
    @Reads
    Optional<Summary> findLatest(String scopeKey, String style);

    /**
     * Returns summaries, newest creation time first, those of one time in insertion order, of one scope and of one style
     * where these are given.
     */
    @Reads
    List<Summary> list(Optional<String> scope, Optional<String> style);
}
