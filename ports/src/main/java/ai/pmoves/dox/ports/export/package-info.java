/** Driven ports of export: what writes files for other programs. */
@NullMarked
package ai.pmoves.dox.ports.export;

import org.jspecify.annotations.NullMarked;
