/** The command line as its users meet it: a process with arguments, output and an exit code. */
@NullMarked
package ai.pmoves.dox.app.cli;

import org.jspecify.annotations.NullMarked;
