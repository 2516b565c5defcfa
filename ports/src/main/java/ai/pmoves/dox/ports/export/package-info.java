/** Driven ports of export: writers of files for other programs. */
@NullMarked
package ai.pmoves.dox.ports.export;

import org.jspecify.annotations.NullMarked;
