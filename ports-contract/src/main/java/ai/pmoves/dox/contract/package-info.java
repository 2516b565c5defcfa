/**
 * What every adapter does: one suite per port, as an interface whose tests an adapter's own test inherits. There
 * is no way to opt out of a test.
 */
@NullMarked
package ai.pmoves.dox.contract;

import org.jspecify.annotations.NullMarked;
