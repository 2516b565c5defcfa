/** Contracts of writers. */
@NullMarked
package ai.pmoves.dox.contract.export;

import org.jspecify.annotations.NullMarked;
