/**
 * One contract suite per port. A test class of an adapter implements the suite's interface, hands it the real
 * thing, and runs every rule that the port's Javadoc states.
 */
@NullMarked
package ai.pmoves.dox.contract;

import org.jspecify.annotations.NullMarked;
