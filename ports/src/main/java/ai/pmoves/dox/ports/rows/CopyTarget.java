package ai.pmoves.dox.ports.rows;

import ai.pmoves.dox.domain.rows.StoreTable;
import ai.pmoves.dox.ports.Reads;
import java.util.List;

/** The reads of a store that a dry run of a copy into it needs. Thread-safe. */
public interface CopyTarget extends RowReader {

    /** The corrected rows of the table, in any order. */
    @Reads
    List<Correction> corrections(StoreTable table);
}
