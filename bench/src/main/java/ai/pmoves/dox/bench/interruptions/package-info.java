/**
 * Copies of files into stores that are interrupted in every way that can be thought of, at moments that a seed
 * decides, and have to end as if nothing had happened.
 */
@NullMarked
package ai.pmoves.dox.bench.interruptions;

import org.jspecify.annotations.NullMarked;
