package ai.pmoves.dox.ports.store;

import ai.pmoves.dox.domain.Id;
import ai.pmoves.dox.domain.hrm.HrmFigures;
import ai.pmoves.dox.domain.hrm.HrmRun;
import ai.pmoves.dox.domain.hrm.HrmStep;
import ai.pmoves.dox.ports.Reads;
import ai.pmoves.dox.ports.Writes;
import java.util.List;

/** Keeps HRM runs with their steps. */
public interface HrmRunRepository {

    /**
     * Adds a run and its steps, all or nothing.
     *
     * @throws ai.pmoves.dox.domain.error.DoxException {@code store.row-exists} if an id is taken,
     *     {@code store.parent-missing} if a step is of a run that does not exist
     */
    @Writes
    void add(HrmRun run, List<HrmStep> steps);

    /** Returns all runs in insertion order. */
    @Reads
    Page<HrmRun> list(PageRequest page);

    /** Returns the steps of a run by their number, those of one number in insertion order. */
    @Reads
    List<HrmStep> listSteps(Id<HrmRun> id);

    /** Returns the runs that the filter takes in a few figures. */
    @Reads
    HrmFigures figures(HrmFilter filter);
}
