package ai.pmoves.dox.ports.rows;

/** The rows of a store of ours, to read and to write. */
public interface StoreRows extends CopyTarget, RowWriter {}
