/** What all commands share: options, console, output, confirmations. */
@NullMarked
package ai.pmoves.dox.app.cli.support;

import org.jspecify.annotations.NullMarked;
