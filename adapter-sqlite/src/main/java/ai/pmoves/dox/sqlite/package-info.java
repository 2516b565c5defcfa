/**
 * The embedded store: one SQLite file, full text in FTS5, vectors held in memory and compared exactly.
 *
 * <p>{@link ai.pmoves.dox.sqlite.SqliteStore#open} is the entry. One connection writes and several read, so that reads
 * never wait for a write.
 */
@NullMarked
package ai.pmoves.dox.sqlite;

import org.jspecify.annotations.NullMarked;
