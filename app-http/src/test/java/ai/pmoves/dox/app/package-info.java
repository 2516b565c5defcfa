/** The configuration, the wiring, and the rules that the modules keep. */
@NullMarked
package ai.pmoves.dox.app;

import org.jspecify.annotations.NullMarked;
