/** A pair that is itself a store: requests go to the primary, and reads continue while it is away. */
@NullMarked
package ai.pmoves.dox.replication.mirror;

import org.jspecify.annotations.NullMarked;
