/** Tests that the two stores of a pair change places. */
@NullMarked
package ai.pmoves.dox.testing.stores.cutover;

import org.jspecify.annotations.NullMarked;
