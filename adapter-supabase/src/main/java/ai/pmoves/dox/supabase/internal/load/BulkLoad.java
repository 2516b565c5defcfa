package ai.pmoves.dox.supabase.internal.load;

import ai.pmoves.dox.ports.rows.RowWriter.Written;

/** Rows of a call on their way into a table, by statements of one transaction. */
interface BulkLoad {
    int rows();

    /** Copies them straight into the table, which fails if one of them is there already. */
    void copy();

    /** Copies them into a temporary table, from which the others take them. */
    void stage();

    /** Takes them into the table, which fails if one of them is there already. */
    void insert();

    /** Takes into the table what is not there, or differs from what is there. */
    Written merge();
}
