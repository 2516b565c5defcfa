/** Contracts of the two sides of a pair. */
@NullMarked
package ai.pmoves.dox.contract.sync;

import org.jspecify.annotations.NullMarked;
