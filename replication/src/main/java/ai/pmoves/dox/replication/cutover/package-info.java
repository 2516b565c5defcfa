/** Cutover: the other store becomes the primary. */
@NullMarked
package ai.pmoves.dox.replication.cutover;

import org.jspecify.annotations.NullMarked;
