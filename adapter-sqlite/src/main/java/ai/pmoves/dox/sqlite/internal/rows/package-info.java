/** Not API: rows as backfill and replication read and write them. */
@NullMarked
package ai.pmoves.dox.sqlite.internal.rows;

import org.jspecify.annotations.NullMarked;
