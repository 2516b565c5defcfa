package ai.pmoves.dox.ports.rows;

import ai.pmoves.dox.domain.rows.StoreTable;
import java.util.List;

/** What has to be read of a store to tell what a copy into it would do. Thread-safe. */
public interface CopyTarget extends RowReader {

    /** The rows of the table that somebody corrected, in any order. */
    List<Correction> corrections(StoreTable table);
}
