/** Faults that benchmarks plan and inject, and what they count. */
@NullMarked
package ai.pmoves.dox.bench.interruptions.fault;

import org.jspecify.annotations.NullMarked;
