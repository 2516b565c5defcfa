/** Delivers rows to a store, for replication and for copies. */
@NullMarked
package ai.pmoves.dox.replication.delivery;

import org.jspecify.annotations.NullMarked;
