package ai.pmoves.dox.supabase.internal.load;

import ai.pmoves.dox.ports.rows.RowWriter.Written;

/** The ways to load the rows of a call into a table, by statements of one transaction. */
sealed interface TableLoad permits RowLoad, ChunkLoad {

    /** Whether most of the rows are known to exist, or have to be compared, so that only a merge is of use. */
    boolean isMerge();

    /** Copies the rows straight into the table, which fails if one of them is there already. */
    void copy();

    /** Copies the rows into a temporary table, which {@link #insert} and {@link #merge} read. */
    void stage();

    /** Inserts the staged rows into the table, which fails if one of them is there already. */
    void insert();

    /** Writes the staged rows that are missing or different into the table. */
    Written merge();
}
