/** Backfill: a verified copy of a store into another one. */
@NullMarked
package ai.pmoves.dox.replication.transfer;

import org.jspecify.annotations.NullMarked;
