/** Tests of the replication and the switch of a pair, on embedded stores and a hub in memory. */
@NullMarked
package ai.pmoves.dox.application.sync;

import org.jspecify.annotations.NullMarked;
