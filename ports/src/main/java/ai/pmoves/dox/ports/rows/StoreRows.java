package ai.pmoves.dox.ports.rows;

/** The rows of a store of ours, to read and to write. Calls join the caller's unit of work of that store. */
public interface StoreRows extends CopyTarget, RowWriter {}
