/** A share of the interrupted copies, for every build. */
@NullMarked
package ai.pmoves.dox.bench.interruptions;

import org.jspecify.annotations.NullMarked;
