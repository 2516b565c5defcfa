/** The pair of an embedded and a shared store: who is primary, how the two become a pair and stop being one. */
@NullMarked
package ai.pmoves.dox.replication.pair;

import org.jspecify.annotations.NullMarked;
