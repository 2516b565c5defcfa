/** Rules of the architecture that every adapter keeps. */
@NullMarked
package ai.pmoves.dox.contract.architecture;

import org.jspecify.annotations.NullMarked;
