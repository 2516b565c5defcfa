package ai.pmoves.dox.replication.parity;

import ai.pmoves.dox.domain.rows.Row;

/** Keeps rows that are about to be removed or replaced, as they are. Not thread-safe. */
public interface RemovedRows {
    /** Keeps none, for a caller that requested it. */
    RemovedRows NONE = new RemovedRows() {
        @Override
        public void keep(Row row) {
            // by request
        }

        @Override
        public void flush() {
            // nothing was kept
        }
    };

    void keep(Row row);

    /** Returns when every row that was kept is safe from a crash; rows are removed only after that. */
    void flush();
}
