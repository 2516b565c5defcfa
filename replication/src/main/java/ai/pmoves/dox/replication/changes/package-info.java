/** Replication: changes pushed and pulled, dead letters, snapshots. */
@NullMarked
package ai.pmoves.dox.replication.changes;

import org.jspecify.annotations.NullMarked;
