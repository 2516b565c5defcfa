/** Writes files for other programs. The writers, one for each port of {@code ports.export}, are public. */
@NullMarked
package ai.pmoves.dox.export;

import org.jspecify.annotations.NullMarked;
