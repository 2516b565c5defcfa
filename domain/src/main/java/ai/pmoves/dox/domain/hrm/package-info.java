/** Halting reasoning: a value is refined step by step, and the number of steps depends on the value. */
@NullMarked
package ai.pmoves.dox.domain.hrm;

import org.jspecify.annotations.NullMarked;
