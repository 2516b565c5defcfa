/** Where everything comes together: the configuration, the wiring, the server and the command line. */
@NullMarked
package ai.pmoves.dox.app;

import org.jspecify.annotations.NullMarked;
