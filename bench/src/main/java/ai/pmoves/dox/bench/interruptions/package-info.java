/**
 * What goes on between stores, interrupted at every moment and in every way there is: the lines, the server and the
 * process. A copy is then gone on with until it is done, and has to end like one that nothing interrupted; a pair of
 * stores that are one has to hold, in both, what those who wrote to it were told. Everything is real.
 */
@NullMarked
package ai.pmoves.dox.bench.interruptions;

import org.jspecify.annotations.NullMarked;
