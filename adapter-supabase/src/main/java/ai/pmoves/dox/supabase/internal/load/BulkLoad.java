package ai.pmoves.dox.supabase.internal.load;

import ai.pmoves.dox.ports.rows.RowWriter.Written;

/** Loads the rows of a call into a table, by statements of one transaction. */
interface BulkLoad {
    int rows();

    /** Copies them straight into the table, which fails if one of them is there already. */
    void copy();

    /** Copies them into a temporary table, from which the others take them. */
    void stage();

    /** Takes them into the table, which fails if one of them is there already. */
    void insert();

    /** Takes the rows that are missing or different into the table. */
    Written merge();
}
