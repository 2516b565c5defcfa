package ai.pmoves.dox.ports.store;

import ai.pmoves.dox.domain.ExtractionRun;
import ai.pmoves.dox.domain.tagging.ExtractionTotals;
import ai.pmoves.dox.ports.Reads;
import ai.pmoves.dox.ports.Writes;
import java.util.List;

/** Keeps a record of every extraction. */
public interface ExtractionRunRepository {

    /**
     * Adds a run.
     *
     * @throws ai.pmoves.dox.domain.error.DoxException {@code store.row-exists} if the id is taken
     */
    @Writes
    void add(ExtractionRun run);

    /** Returns the runs that the filter takes, in insertion order. */
    @Reads
    Page<ExtractionRun> list(ExtractionFilter filter, PageRequest page);

    /**
     * Returns the runs that the filter takes in a few figures for each prompt, provider and model, in the order of the
     * first run of each.
     */
    @Reads
    List<ExtractionTotals> totals(ExtractionFilter filter);
}
