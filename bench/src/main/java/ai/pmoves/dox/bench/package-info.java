/**
 * Benchmarks. Each prints ratios to a peer that ran in the same process or right after it, since absolute times
 * drift with the machine. docs/benchmarks.md keeps what they printed.
 */
@NullMarked
package ai.pmoves.dox.bench;

import org.jspecify.annotations.NullMarked;
