/** Contracts of a store. */
@NullMarked
package ai.pmoves.dox.contract.store;

import org.jspecify.annotations.NullMarked;
