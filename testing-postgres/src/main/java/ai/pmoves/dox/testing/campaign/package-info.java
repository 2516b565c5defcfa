/** How much of a long campaign of random work a run does: which seeds, and how many steps of each. */
@NullMarked
package ai.pmoves.dox.testing.campaign;

import org.jspecify.annotations.NullMarked;
