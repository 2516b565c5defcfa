/** Commands that copy and migrate stores. */
@NullMarked
package ai.pmoves.dox.app.cli.transfer;

import org.jspecify.annotations.NullMarked;
